using System.CommandLine;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Rivals;
using HighPerf.Capacity.Web;
using HighPerf.Capacity.Workers;

namespace HighPerf.Capacity;

/// <summary><c>highperf-capacity run</c>: a campaign, into a directory of raw data.</summary>
internal static class RunCommand
{
    private static readonly string[] s_parts = [WebCampaign.Part, WorkerCampaign.Part, RivalsCampaign.Part];

    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "The directory of the campaign's raw data.", DefaultValueFactory = _ => "capacity-planning/runs/full" };
        var binaries = new Option<string>("--binaries") { Description = "Where the published programs are.", DefaultValueFactory = _ => "artifacts/release" };
        var quick = new Option<bool>("--quick") { Description = "Fewer and shorter points." };
        var parts = new Option<string>("--parts") { Description = "What to measure, of " + string.Join(',', s_parts) + ".", DefaultValueFactory = _ => string.Join(',', s_parts) };
        var cpus = new Option<double>("--cpus") { Description = "Processors of the machine under load.", DefaultValueFactory = _ => 1.5 };
        var memory = new Option<double>("--memory") { Description = "Its memory, MiB.", DefaultValueFactory = _ => 1740 };
        var command = new Command("run", "Measures, as root: servers in a control group, the generator beside it. Example: highperf-capacity run --quick --out artifacts/capacity/quick") { output, binaries, quick, parts, cpus, memory };
        command.SetAction((parsed, _) => Failures.ShowAsync(() => RunAsync(
            new CampaignOptions(Path.GetFullPath(parsed.GetRequiredValue(binaries)), parsed.GetValue(quick), parsed.GetValue(cpus), parsed.GetValue(memory)),
            Path.GetFullPath(parsed.GetRequiredValue(output)), parsed.GetRequiredValue(parts).Split(','))));
        return command;
    }

    private static async Task RunAsync(CampaignOptions options, string output, string[] parts)
    {
        if (parts.FirstOrDefault(part => !s_parts.Contains(part, StringComparer.Ordinal)) is { } unknown) throw new CapacityException($"--parts: there is no '{unknown}', there are {string.Join(", ", s_parts)}");
        foreach (var program in new[] { "highperf-api", "highperf-worker", "hpctl", "hpload" })
        {
            if (!File.Exists(Path.Combine(options.Binaries, program))) throw new CapacityException($"there is no {program} in {options.Binaries}: build it with ./dev publish, or name another directory with --binaries");
        }

        var began = TimeProvider.System.GetUtcNow();
        var folder = RunFolder.Create(output);
        if (parts.Contains(WebCampaign.Part, StringComparer.Ordinal)) await new WebCampaign(options, folder).RunAsync();
        if (parts.Contains(WorkerCampaign.Part, StringComparer.Ordinal)) await new WorkerCampaign(options, folder).RunAsync();
        if (parts.Contains(RivalsCampaign.Part, StringComparer.Ordinal)) await new RivalsCampaign(options, folder).RunAsync();
        folder.Seal(new CampaignFacts(
            options.IsQuick ? "quick" : "full", parts, began, TimeProvider.System.GetUtcNow(), await MachineFacts.CommitAsync(), await MachineFacts.LookAsync(), options.Cpus, options.MemoryMiB, []));
    }
}
