using System.Text.Json;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Models;
using HighPerf.Capacity.Rivals.Report;
using HighPerf.Testing;

namespace HighPerf.Capacity.Reports;

/// <summary>REPORT.md of a campaign: the same raw files give the same report.</summary>
internal static class CapacityReport
{
    /// <exception cref="CapacityException">A raw file is missing, or is not what was measured.</exception>
    public static void Write(string runs, string output)
    {
        var (folder, facts) = RunFolder.Open(runs);
        var directory = Path.GetDirectoryName(output)!;
        var page = new ReportPage(folder, facts, directory, "plots");
        var habits = ReadHabits();
        var prices = PriceTable.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prices.csv")));
        Head(page, Path.GetRelativePath(directory, runs));
        foreach (var section in (IReportSection[])[new PredictionsSection(), new WebSection(), new StationsSection(habits), new WorkersSection(), new RivalsSection(), new ShoppingSection(habits, prices)])
        {
            if (facts.Has(section.Part)) section.Write(page);
        }

        Tail(page);
        File.WriteAllText(output, page.Text.TrimEnd() + "\n");
    }

    private static void Head(ReportPage page, string runs)
    {
        var facts = page.Facts;
        page.Paragraph($"# Capacity report");
        page.Paragraph($"Made by `highperf-capacity report` of the raw data in `{runs}`; nothing is written by hand. A **{Scale(facts)}** campaign: {string.Join("; ", facts.Parts.Select(part => FormattableString.Invariant($"{part.Name} {part.StartedAt:yyyy-MM-dd HH:mm} to {part.EndedAt:HH:mm} UTC on `{part.Commit}`")))}.");
        page.Paragraph($"Machine: {facts.Machine.Processor}, {facts.Machine.Processors} processors, {facts.Machine.MemoryGib} GiB, {facts.Machine.System}, Linux {facts.Machine.Kernel}. The machine of the plan that is under load runs in a control group of {facts.GroupCpus} processors and {facts.GroupMebibytes:F0} MiB; PostgreSQL, Redis and the generator have the rest. A run whose gates say INVALID was made again, and is not here. Figures are of this machine: take ratios with you, not times.");
        Speeds(page);
        if (facts.Scale != CampaignScale.Full) page.Paragraph($"**Fewer and shorter points than a full one, to see that all of it works. Do not plan with it.**");
    }

    /// <summary>Whether the machine was the same all the time.</summary>
    private static void Speeds(ReportPage page)
    {
        var speeds = page.Facts.Files.Where(file => Path.GetFileName(file.Path) == MachineSpeed.File).Select(file => (Directory: Path.GetDirectoryName(file.Path), Speed: page.Folder.Read<MachineSpeed>(file.Path))).ToList();
        if (speeds.Count == 0) return;
        var apart = speeds.Where(one => !one.Speed.IsSteady).ToList();
        page.Paragraph($"Before each of the {speeds.Count} loads and after it, all processors did the same work for two seconds: their speed was {speeds.Min(one => one.Speed.Mean):P0} to {speeds.Max(one => one.Speed.Mean):P0} of what it was when the part began (`{MachineSpeed.File}`). A load that was apart by more than {SteadyMachine.Tolerance:P0} was made again; {(apart.Count == 0 ? "none that counts was" : "where the machine stayed so, it counts: " + string.Join(", ", apart.Select(one => $"`{one.Directory}`")))}.");
    }

    private static string Scale(CampaignFacts facts) => facts.Scale switch { CampaignScale.Full => "full", CampaignScale.Quick => "quick", _ => "smoke" };

    private static void Tail(ReportPage page)
    {
        page.Paragraph($"## Environment");
        page.Table(["", ""], page.Facts.Machine.Versions.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new FormattableString[] { $"{one.Key}", $"{one.Value}" }));
        page.Paragraph($"{page.Facts.Files.Count} raw files, {page.Facts.Files.Sum(file => file.Bytes) / 1e6:F1} MB, each with its SHA-256 in `campaign.json`: a missing or changed one stops the report.");
    }

    private static Habits ReadHabits()
    {
        var path = Path.Combine(Repository.Root, "capacity-planning/habits.json");
        return JsonSerializer.Deserialize<Habits>(File.ReadAllText(path), CapacityJson.Options) ?? throw new CapacityException($"{path} is empty");
    }
}
