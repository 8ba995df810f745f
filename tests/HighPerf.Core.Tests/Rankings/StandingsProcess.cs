using HighPerf.Core.Errors;
using HighPerf.Core.Rankings;
using HighPerf.Core.Votes;
using HighPerf.Queue.Connections;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HighPerf.Core.Tests.Rankings;

/// <summary>What one API process has of votes and standings: a ballot box and a copy that follows the feed.</summary>
internal sealed class StandingsProcess : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IReadOnlyList<IHostedService> _hosted;

    private StandingsProcess(ServiceProvider services)
    {
        _services = services;
        _hosted = [.. services.GetServices<IHostedService>()];
        Ballots = services.GetRequiredService<BallotBox>();
        Standings = services.GetRequiredService<Standings>();
    }

    public BallotBox Ballots { get; }

    public Standings Standings { get; }

    public StandingsView? View
    {
        get
        {
            try
            {
                return Standings.View;
            }
            catch (UnavailableException)
            {
                return null; // not read yet
            }
        }
    }

    public static async Task<StandingsProcess> StartAsync(
        NpgsqlDataSource database, string name = "one", DateTimeOffset? closesAt = null, VoteOptions? votes = null)
    {
        var services = new ServiceCollection().AddLogging(log => log.SetMinimumLevel(LogLevel.Warning)).AddMetrics();
        services.AddSingleton(TimeProvider.System).AddSingleton<PostgresDatabase>(database).AddSingleton<VoteStore>();
        services.AddBallotBox(votes ?? VoteOptions.Default);
        services.AddStandings(new StandingsOptions(name, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(30), closesAt));
        var process = new StandingsProcess(services.BuildServiceProvider());
        foreach (var service in process._hosted) await service.StartAsync(default);
        await Poll.UntilAsync("the standings are read", TimeSpan.FromSeconds(30), () => Task.FromResult(process.View is not null));
        return process;
    }

    /// <summary>Waits until the copy shows what the tables say.</summary>
    public async Task AgreesAsync(NpgsqlDataSource database)
    {
        IReadOnlyList<RankingRow> expected = [];
        await Poll.UntilAsync(
            "the standings agree with the tables", TimeSpan.FromSeconds(10),
            async () =>
            {
                expected = await new RankingStore(database).PageAsync(null, 0, int.MaxValue, default);
                return expected.SequenceEqual(Rows(View!.Standings.All));
            },
            () => $"tables: {string.Join(", ", expected)}\nmemory: {string.Join(", ", Rows(View!.Standings.All))}");
    }

    public static IEnumerable<RankingRow> Rows(IReadOnlyList<Standing> standings) =>
        standings.Select((s, i) => new RankingRow(i + 1, s.Username, s.City, s.Votes));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _hosted.Reverse()) await service.StopAsync(default);
        await _services.DisposeAsync();
    }
}
