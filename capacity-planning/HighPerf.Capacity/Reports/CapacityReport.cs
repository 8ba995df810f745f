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
        var (habits, prices) = (ReadHabits(), ReadPrices());
        IReportSection[] sections = [new PredictionsSection(), new WebSection(), new StationsSection(habits, prices), new WorkersSection(), new RivalsSection(), new ShoppingSection(habits, prices)];
        Head(page, Path.GetRelativePath(directory, runs), [.. sections.SelectMany(section => section.Parts).Distinct(StringComparer.Ordinal).Where(part => !facts.Has(part))]);
        foreach (var section in sections)
        {
            if (section.Parts.Any(facts.Has)) section.Write(page);
        }

        Tail(page);
        File.WriteAllText(output, page.Text.TrimEnd() + "\n");
    }

    private static void Head(ReportPage page, string runs, IReadOnlyList<string> missing)
    {
        var facts = page.Facts;
        page.Paragraph($"# Capacity report");
        page.Paragraph($"Made by `highperf-capacity report` of the raw data in `{runs}`; nothing is written by hand. A **{Scale(facts)}** campaign: {string.Join("; ", facts.Parts.Select(part => FormattableString.Invariant($"{part.Name} {part.StartedAt:yyyy-MM-dd HH:mm} to {part.EndedAt:HH:mm} UTC on `{part.Commit}`")))}.{(missing.Count > 0 ? " Not measured: " + string.Join(", ", missing) + "." : "")}");
        page.Paragraph($"Machine: {facts.Machine.Processor}, {facts.Machine.Processors} processors, {facts.Machine.MemoryGib} GiB, {facts.Machine.System}, Linux {facts.Machine.Kernel}. The machine of the plan that is under load runs in a control group of {facts.GroupCpus} processors and {facts.GroupMebibytes:F0} MiB; PostgreSQL, Redis and the generator have the rest. A run whose gates say INVALID was made again, and is not here. Figures are of this machine: take ratios with you, not times.");
        Speeds(page);
        if (facts.Scale != CampaignScale.Full) page.Paragraph($"**Fewer and shorter points than a full one, to see that all of it works. Do not plan with it.**");
    }

    /// <summary>Whether the machine was the same all the time.</summary>
    private static void Speeds(ReportPage page)
    {
        var files = page.Facts.Files.Select(file => file.Path).ToList();
        var parts = files.Where(file => Path.GetFileName(file) == MachineReference.File).Select(file => (Name: Path.GetDirectoryName(file)!, Reference: page.Folder.Read<MachineReference>(file))).ToList();
        if (parts.Count == 0) return; // nobody looked
        var loads = files.Where(file => Path.GetFileName(file) == MachineSpeed.File).Select(file => (Directory: Path.GetDirectoryName(file)!, Speed: page.Folder.Read<MachineSpeed>(file))).ToList();
        page.Paragraph($"Before each load and after it (of old against new, of log-ins beside others, uploads and the best run of each search), all processors did the same work for a while, three seconds in a full campaign (`{MachineSpeed.File}`, in shares of `{MachineReference.File}`, what they did right before the part, its upper quartile). Where one of the two was apart by more than {SteadyMachine.Tolerance:P0}, the load was made again, as long as there was patience for it; what counts nevertheless is named.");
        page.Table(["part", "#pieces of work a second, then", "#loads", "#slowest look", "#fastest look", "counted, though apart, or not steady"], parts.Select(part =>
        {
            var of = loads.Where(load => load.Directory.StartsWith(part.Name + "/", StringComparison.Ordinal)).ToList();
            var looks = of.SelectMany(load => new[] { load.Speed.Before, load.Speed.After }).DefaultIfEmpty(1).ToList();
            var apart = of.Where(load => !load.Speed.IsSteady || load.Speed.Objection is not null).Select(load =>
                FormattableString.Invariant($"{load.Directory[(part.Name.Length + 1)..]} ({(load.Speed.IsSteady ? "" : FormattableString.Invariant($"{load.Speed.Before:P0}, {load.Speed.After:P0}"))}{(load.Speed is { IsSteady: false, Objection: not null } ? "; " : "")}{load.Speed.Objection})"));
            return new FormattableString[] { $"{part.Name}", $"{part.Reference.PiecesPerSecond:F0}", $"{of.Count}", $"{looks.Min():P0}", $"{looks.Max():P0}", $"{string.Join(", ", apart)}" };
        }));
        var (slowest, fastest) = (parts.MinBy(part => part.Reference.PiecesPerSecond), parts.MaxBy(part => part.Reference.PiecesPerSecond));
        var faster = fastest.Reference.PiecesPerSecond / slowest.Reference.PiecesPerSecond - 1;
        if (faster > SteadyMachine.Tolerance) page.Paragraph($"**The machine was {faster:P0} faster while {fastest.Name} were measured than while {slowest.Name} were**: what one part says of a log-in, a clip or a request, another says by as much otherwise. Ratios are within a part; what to buy is by stations and workers.");
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
        try
        {
            var habits = JsonSerializer.Deserialize<Habits>(File.ReadAllText(path), CapacityJson.Options) ?? throw new CapacityException($"{path} is empty");
            foreach (var kind in (string[])[PlayerHabits.Login, PlayerHabits.Upload])
            {
                if (!habits.PeakPerSecond.ContainsKey(kind)) throw new CapacityException($"{path}: peak_per_second has no '{kind}'");
            }

            return habits;
        }
        catch (JsonException e)
        {
            throw new CapacityException($"{path}: {e.Message}", e);
        }
    }

    private static PriceTable ReadPrices()
    {
        var path = Path.Combine(Repository.Root, "capacity-planning/prices.csv");
        try
        {
            return PriceTable.Parse(File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            throw new CapacityException($"{path}: {e.Message}", e);
        }
    }
}
