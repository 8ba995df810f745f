using System.CommandLine;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals;
using HighPerf.Capacity.Stations;
using HighPerf.Capacity.Web;
using HighPerf.Capacity.Workers;
using HighPerf.Testing;
using HighPerf.Testing.Servers.Groups;

namespace HighPerf.Capacity;

/// <summary><c>highperf-capacity run</c>: a campaign, into a directory of raw data.</summary>
internal static class RunCommand
{
    private static readonly string[] s_parts = [StationsCampaign.Part, WebCampaign.Part, WorkerCampaign.Part, RivalsCampaign.Part];

    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "The directory of the campaign's raw data.", DefaultValueFactory = _ => "capacity-planning/runs/full" };
        var binaries = new Option<string>("--binaries") { Description = "Where the published programs are.", DefaultValueFactory = _ => "artifacts/release" };
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter points: to see how it stands, not to plan with." };
        var smoke = new Option<bool>("--smoke") { Description = "The fewest and shortest points: to see that it works." };
        var parts = new Option<string>("--parts") { Description = "What to measure, of " + string.Join(',', s_parts) + ".", DefaultValueFactory = _ => string.Join(',', s_parts) };
        var again = new Option<bool>("--again") { Description = "Keep the campaign that is in --out, and measure only these parts of it again, or in addition." };
        var resume = new Option<bool>("--resume") { Description = "Go on with the campaign in --out that was cut off: what it has measured is kept." };
        var cpus = new Option<double>("--cpus") { Description = "Processors of the machine under load.", DefaultValueFactory = _ => 1.5 };
        var memory = new Option<double>("--memory") { Description = "Its memory, MiB.", DefaultValueFactory = _ => 1740 };
        var command = new Command("run", "Measures, as root: servers in a control group, the generator beside it. Example: highperf-capacity run --quick --out artifacts/capacity/quick") { output, binaries, quick, smoke, parts, again, resume, cpus, memory };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(again) && parsed.GetValue(resume)) parsed.AddError("--again measures a part anew and --resume goes on with it: name one of them");
        });
        command.SetAction((parsed, stop) => MeasuringProgram.RunAsync("highperf-capacity", () => RunAsync(
            new CampaignOptions(Path.GetFullPath(parsed.GetRequiredValue(binaries)), parsed.GetValue(smoke) ? CampaignScale.Smoke : parsed.GetValue(quick) ? CampaignScale.Quick : CampaignScale.Full, parsed.GetValue(cpus), parsed.GetValue(memory)),
            Path.GetFullPath(parsed.GetRequiredValue(output)), [.. parsed.GetRequiredValue(parts).Split(',').Distinct(StringComparer.Ordinal)], parsed.GetValue(resume) ? CampaignStart.Resume : parsed.GetValue(again) ? CampaignStart.Again : CampaignStart.New), stop));
        return command;
    }

    private static async Task RunAsync(CampaignOptions options, string output, string[] names, CampaignStart start)
    {
        foreach (var program in new[] { "highperf-api", "highperf-worker", "hpctl", "hpload" })
        {
            if (!File.Exists(Path.Combine(options.Binaries, program))) throw new CapacityException($"there is no {program} in {options.Binaries}: build it with ./dev publish, or name another directory with --binaries");
        }

        if (!LimitedGroup.CanBeMade) throw new CapacityException("control groups need root: start it with sudo");
        var parts = names.ToDictionary(name => name, name => Part(name, options), StringComparer.Ordinal);
        var machine = await MachineFacts.LookAsync();
        var commit = await MachineFacts.CommitAsync();
        var fresh = new CampaignFacts(options.Scale, [], machine, options.Cpus, options.MemoryMiB, []);
        var (folder, facts) = start == CampaignStart.New ? (RunFolder.Create(output, fresh, parts.Keys), fresh) : RunFolder.Reopen(output);
        if (!facts.GoesWith(fresh)) throw new CapacityException($"{output} is of another scale, other limits (--cpus, --memory) or another machine: its parts do not go together with these");
        var cut = folder.Unfinished;
        if (cut is not null && !parts.ContainsKey(cut.Name)) throw new CapacityException($"{output} was cut off in its part '{cut.Name}': name it in --parts, with --resume to go on with it, or with --again to begin it anew");
        foreach (var (name, run) in parts.OrderByDescending(part => part.Key == cut?.Name)) // what was cut off comes first
        {
            if (start == CampaignStart.Resume && name != cut?.Name && facts.Has(name)) continue;
            var part = new PartFacts(name, TimeProvider.System.GetUtcNow(), default, commit);
            if (start == CampaignStart.Resume && name == cut?.Name) folder.GoOn(part = cut.With(commit));
            else folder.Begin(part);
            await options.Machine.BeginAsync(folder, name);
            await run(folder);
            facts = facts with { Parts = [.. facts.Parts.Where(one => one.Name != name), part with { EndedAt = TimeProvider.System.GetUtcNow() }] };
            folder.Seal(facts); // what is measured stays, if the next part cannot be
        }
    }

    private static Func<RunFolder, Task> Part(string name, CampaignOptions options) => name switch
    {
        StationsCampaign.Part => folder => new StationsCampaign(options, folder).RunAsync(),
        WebCampaign.Part => folder => new WebCampaign(options, folder).RunAsync(),
        RivalsCampaign.Part => folder => new RivalsCampaign(options, folder).RunAsync(),
        WorkerCampaign.Part => folder => new WorkerCampaign(options, folder).RunAsync(),
        _ => throw new CapacityException($"--parts: there is no '{name}', there are {string.Join(", ", s_parts)}"),
    };
}
