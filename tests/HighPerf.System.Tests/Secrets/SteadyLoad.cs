using System.Collections.Concurrent;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Secrets;

/// <summary>Players who ask for their videos without a pause, at several APIs, while something is changed. What is not 200 is written down.</summary>
internal sealed class SteadyLoad
{
    private const int Clients = 6;

    private readonly ConcurrentQueue<string> failures = new();
    private readonly Task[] clients;
    private volatile bool ended;
    private int answered;

    /// <param name="token">Asked for before each request.</param>
    public SteadyLoad(IReadOnlyList<ApiClient> apis, Func<string> token) =>
        clients = [.. Enumerable.Range(0, Clients).Select(client => Task.Run(() => AskAsync(apis[client % apis.Count], token)))];

    /// <summary>Stops it a while later; it must have been answered always, and well.</summary>
    public async Task EndAsync()
    {
        var before = Volatile.Read(ref answered);
        await Poll.UntilAsync("it is answered", TimeSpan.FromMinutes(1), () => Task.FromResult(Volatile.Read(ref answered) > before + 100));
        ended = true;
        await Task.WhenAll(clients);
        Assert.True(failures.IsEmpty, $"{failures.Count} of {answered} failed, such as {failures.FirstOrDefault()}");
    }

    private async Task AskAsync(ApiClient api, Func<string> token)
    {
        while (!ended)
        {
            try
            {
                var answer = await api.GetAsync("/api/videos", token());
                if (answer.Status != HttpStatusCode.OK)
                    failures.Enqueue(answer.ToString());
                Interlocked.Increment(ref answered);
            }
            catch (HttpRequestException e)
            {
                failures.Enqueue(e.Message);
            }

            await Task.Delay(10);
        }
    }
}
