using System.Net;
using System.Net.Http.Headers;
using HighPerf.ApiRace.Servers;

namespace HighPerf.ApiRace.Load;

/// <summary>A vote at a steady pace, each of another player for another video, while something else is measured.</summary>
internal sealed class SteadyVotes : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public SteadyVotes(ApiStack stack, IReadOnlyList<Ballot> ballots, TimeSpan pace) => _work = Task.Run(() => RunAsync(stack.Url, ballots, pace));

    public int Counted { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }

    private async Task RunAsync(Uri server, IReadOnlyList<Ballot> ballots, TimeSpan pace)
    {
        using var http = new HttpClient { BaseAddress = server };
        using var timer = new PeriodicTimer(pace);
        try
        {
            foreach (var ballot in ballots)
            {
                await timer.WaitForNextTickAsync(_stop.Token);
                using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/public/videos/{ballot.Video}/vote");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ballot.Token);
                using var response = await http.SendAsync(request, _stop.Token);
                if (response.StatusCode is HttpStatusCode.OK) Counted++;
            }
        }
        catch (OperationCanceledException)
        {
            // Measured enough.
        }
    }
}
