using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using HighPerf.ApiRace.Servers;

namespace HighPerf.ApiRace.Load;

/// <summary>A vote at a steady pace, each of another player for another video, while something else is measured: it does not wait for the answer.</summary>
internal sealed class SteadyVotes : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;
    private int _counted;

    /// <param name="ballots">Fresh ones, of which each is used once.</param>
    public SteadyVotes(ApiStack stack, IEnumerator<Ballot> ballots, TimeSpan pace) => _work = Task.Run(() => RunAsync(stack.Url, ballots, pace));

    /// <summary>An <see cref="InvalidOperationException"/> when a vote was not counted: the ranking had less to do than is said of it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync(Uri server, IEnumerator<Ballot> ballots, TimeSpan pace)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var timer = new PeriodicTimer(pace);
        var votes = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                if (!ballots.MoveNext()) throw new InvalidOperationException("no ballots are left");
                votes.Add(VoteAsync(http, ballots.Current));
            }
        }
        catch (OperationCanceledException)
        {
            // Measured enough.
        }

        await Task.WhenAll(votes);
        if (_counted < votes.Count) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"of {votes.Count} votes {_counted} were counted"));
    }

    private async Task VoteAsync(HttpClient http, Ballot ballot)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/public/videos/{ballot.Video}/vote");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ballot.Token);
        using var response = await http.SendAsync(request);
        if (response.StatusCode is HttpStatusCode.OK) Interlocked.Increment(ref _counted);
    }
}
