using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;

namespace HighPerf.ApiRace.Load;

/// <summary>Players who log in again and again, each as soon as the last answer came; who is told to come back does so when told (<c>Retry-After</c>).</summary>
internal sealed class LoginStorm : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http;
    private readonly Task _work;
    private readonly long _began = Stopwatch.GetTimestamp();
    private int _loggedIn;
    private int _refused;
    private long _longest;

    public LoginStorm(Uri server, IReadOnlyList<string> emails, string password)
    {
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = emails.Count, UseProxy = false }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
        _work = Task.WhenAll(emails.Select(email => Task.Run(() => LogInAsync(email, password))));
    }

    /// <summary>Logins a second since the beginning.</summary>
    public double Rate => Volatile.Read(ref _loggedIn) / Stopwatch.GetElapsedTime(_began).TotalSeconds;

    /// <summary>Answers of 429.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>The longest that anybody waited for an answer, whichever; of who still waits, so far: whole once the storm is disposed of.</summary>
    public TimeSpan Longest => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    /// <summary>One login; whoever waited before it has been served when it has.</summary>
    public static async Task OnceAsync(Uri server, string email, string password)
    {
        using var http = new HttpClient { BaseAddress = server };
        while (true)
        {
            using var response = await http.PostAsJsonAsync("/api/auth/login", new { email, password });
            if (response.StatusCode == HttpStatusCode.OK) return;
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task LogInAsync(string email, string password)
    {
        long? asked = null;
        try
        {
            while (true)
            {
                asked = Stopwatch.GetTimestamp();
                using var response = await _http.PostAsJsonAsync("/api/auth/login", new { email, password }, _stop.Token);
                Longer(Stopwatch.GetElapsedTime(asked.Value).Ticks);
                asked = null;
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    Interlocked.Increment(ref _loggedIn);
                    continue;
                }

                if (response.StatusCode != HttpStatusCode.TooManyRequests) throw new InvalidOperationException($"a login was answered with {(int)response.StatusCode}");
                Interlocked.Increment(ref _refused);
                await Task.Delay(response.Headers.RetryAfter!.Delta!.Value, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            if (asked is { } since) Longer(Stopwatch.GetElapsedTime(since).Ticks); // the storm is over; so long it was at least
        }
    }

    private void Longer(long ticks)
    {
        for (var longest = Interlocked.Read(ref _longest); ticks > longest;)
        {
            var seen = Interlocked.CompareExchange(ref _longest, ticks, longest);
            if (seen == longest) return;
            longest = seen;
        }
    }
}
