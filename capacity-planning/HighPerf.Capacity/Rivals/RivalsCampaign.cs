using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals.Races;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Servers.Groups;
using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Rivals;

/// <summary>
/// The old system (<c>load/baseline</c>) and the new one, in turns, in one run: as many players, videos and votes, in one PostgreSQL server; the API or the worker on a machine
/// of the published plan, the other system stopped.
/// </summary>
internal sealed class RivalsCampaign(CampaignOptions options, RunFolder folder)
{
    public const string Part = "rivals";

    public async Task RunAsync()
    {
        var settings = options.By(RivalSettings.Full, RivalSettings.Quick, RivalSettings.Smoke);
        using var postgres = LimitedGroup.Create(FormattableString.Invariant($"highperf-capacity-{Environment.ProcessId}-rivals-database"));
        await using var stack = await ApiStack.StartAsync(new StackPlan(
            options.Binaries, settings.Players, settings.Videos, settings.Votes, RivalSettings.Cities, ApiCpus: null, PostgresCpus: null, NewStack.Settings) { WithApi = false, PostgresGroup = postgres });
        await using var old = await OldStack.CreateAsync(stack.Postgres, settings);
        IRival[] rivals = [old, new NewStack(stack)];
        foreach (var rival in rivals) await rival.AddVotersAsync(settings.Voters);
        folder.Write($"{Part}/settings.json", settings);
        using var scratch = TestDirectory.Create("rivals");
        var ground = new Ground(options, folder, settings, rivals, postgres, scratch.FullPath);
        var plans = new RatePlans(ground);
        foreach (var metric in RivalPaths.All) await RaceAsync(ground, plans, metric);
    }

    private static Task RaceAsync(Ground ground, RatePlans plans, string metric) => metric switch
    {
        RivalPaths.Starts => new StartsRace(ground).RunAsync(),
        RivalPaths.Rankings => new RateRace(ground, metric, _ => RatePlans.Rankings()).RunAsync(),
        RivalPaths.Logins => new LoginsRace(ground, plans).RunAsync(),
        RivalPaths.Uploads => new UploadsRace(ground, plans).RunAsync(),
        RivalPaths.Votes => new RateRace(ground, metric, plans.Votes).RunAsync(),
        RivalPaths.Clips => new ClipsRace(ground).RunAsync(),
        _ => new QueueRace(ground).RunAsync(),
    };
}
