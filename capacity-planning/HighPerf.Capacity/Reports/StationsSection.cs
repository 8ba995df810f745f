using HighPerf.Capacity.Models;
using HighPerf.Capacity.Plots;
using HighPerf.Capacity.Stations;

namespace HighPerf.Capacity.Reports;

/// <summary>What each request takes of each resource, what a day's mix saturates first, and the lane of passwords as a queue.</summary>
internal sealed class StationsSection(Habits habits, PriceTable prices) : IReportSection
{
    private const string Web = "web processor";
    private const string Lane = "password threads";
    private const string Database = "database processor";
    private const string Disk = "upload disk";
    private const string Network = "network";
    private const double Comfortable = 0.6; // share of what saturates

    public IReadOnlyList<string> Parts => [StationsCampaign.Part];

    public void Write(ReportPage page)
    {
        var data = StationsData.Read(page.Folder);
        page.Paragraph($"## Stations: what a request takes");
        page.Paragraph($"One kind at a time, evenly, far from saturation, for {data.Settings.Seconds} s (log-ins {data.Settings.SecondsOf(PlayerHabits.Login)} s); by the utilisation law D = U ÷ X, less what the API uses when nobody asks ({data.Settings.IdleCpus:F3} processors). Raw data: `{StationsCampaign.Part}/KIND/`. Uploads are of {data.Settings.ClipBytes / 1048576.0:F1} MiB, large ones of {data.Settings.LargeClipBytes / 1048576.0:F1} MiB.");
        page.Table(
            ["request", "#a second", "#web processor, ms", "#database processor, ms", "#disk, ms", "#latency, mean, ms", "#CV²", FormattableString.Invariant($"#a second, by this demand of {page.Facts.GroupCpus} processors")],
            data.Demands.Select(demand => new FormattableString[]
            {
                $"{demand.Kind}", $"{demand.Rate:F1}", $"{demand.WebCpuSeconds * 1e3:F3}", $"{demand.DatabaseCpuSeconds * 1e3:F3}", $"{demand.DiskSeconds * 1e3:F3}", $"{Mean(demand)}", $"{Scv(demand)}",
                $"{page.Facts.GroupCpus / demand.WebCpuSeconds:N0}",
            }));
        page.Paragraph($"Latencies are right to ± {data.Demands.Min(demand => demand.KnownTo) * 1e3:0.0} ms, or to a tenth; there is no CV² where what it is of is less. At a low rate a processor is woken for each request; at a high one it is not, and a request costs less: of quick requests more are reached than the last column says. Log-ins are fewer: they have threads of their own, see below.");
        Bottleneck(page, data);
        Passwords(page, data);
    }

    private static string Mean(Demand demand) => demand.MeanSeconds < demand.KnownTo ? FormattableString.Invariant($"< {demand.KnownTo * 1e3:0.0}") : FormattableString.Invariant($"{demand.MeanSeconds * 1e3:F2}");

    private static string Scv(Demand demand) => Math.Sqrt(demand.Scv) * demand.MeanSeconds < demand.KnownTo ? "–" : FormattableString.Invariant($"{demand.Scv:F2}");

    private void Bottleneck(ReportPage page, StationsData data)
    {
        var (machine, database) = (prices.Instance(PublishedPlan.Machine), prices.Database(PublishedPlan.Database));
        // While there are credits nobody counts what is lent of the network; for ever there is the baseline of each.
        var mix = Mix(data, page.Facts.GroupCpus, database.Vcpus, double.PositiveInfinity);
        var lasting = Mix(data, machine.SustainedVcpus, database.SustainedVcpus, machine.NetworkGbit);
        var (players, always) = (mix.LargestFactor(), lasting.LargestFactor());
        var (login, logins) = (data.Of(PlayerHabits.Login), habits.PeakPerSecond[PlayerHabits.Login]);
        var keeping = StationsCampaign.Lane(login, data.Settings.LaneThreads, 0).LargestRate(0.95, PublishedPlan.P95Seconds) / logins;
        page.Paragraph($"### The first resource to saturate");
        page.Paragraph($"Under the mix of `habits.json` at its peak (an assumption; uploads of {habits.UploadMegabytes} MB) one machine of {page.Facts.GroupCpus} processors and a database of {database.Vcpus} ({database.Name}) saturate at **{players:N0} players**, and first the **{mix.First.Name}**: as long as a {machine.Name} has credits, and is lent more network than it has for ever. Were the peak to last, it would have {machine.SustainedVcpus} processors, the database {database.SustainedVcpus}, and {machine.NetworkGbit} Gbit/s each way: **{always:N0} players**, and first the **{lasting.First.Name}**. What all of it carries is less: p95 of a log-in is within {PublishedPlan.P95Seconds} s up to {keeping:N0} players (by the model, M/G/{data.Settings.LaneThreads}; beside what was measured below), and {Comfortable:P0} of the first of the others are used at {mix.LargestFactor(Comfortable, but: Lane):N0}.");
        page.Table(
            ["resource", FormattableString.Invariant($"#used by {players:N0} players, with credits"), FormattableString.Invariant($"#used by {always:N0}, for ever"), "mostly by"],
            mix.Resources.Zip(lasting.Resources, (resource, forEver) => new FormattableString[]
            {
                $"{resource.Name}", $"{(double.IsInfinity(resource.Capacity) ? "–" : FormattableString.Invariant($"{players * mix.Utilisation(resource):P1}"))}", $"{always * lasting.Utilisation(forEver):P1}",
                $"{lasting.Mix.MaxBy(demand => SharedBottleneck.Part(demand, forEver))!.Kind}",
            }));
        page.Plot(
            "stations-mix",
            UtilisationPlot.Draw("Use of resources when the first is used up", [.. mix.Mix.Select(demand => demand.Kind)], [.. mix.Resources.Where(resource => !double.IsInfinity(resource.Capacity)).Select(resource => new BarsGroup(resource.Name, [.. mix.Mix.Select(demand => players * SharedBottleneck.Part(demand, resource))]))], 1),
            "Stacked bars: the share of each resource that each kind of request uses");
    }

    /// <summary>The mix of habits.json, for one player.</summary>
    private SharedBottleneck Mix(StationsData data, double cpus, double databaseCpus, double networkGbit)
    {
        var player = habits.With(data);
        List<ResourceCapacity> resources = [new(Web, cpus), new(Lane, data.Settings.LaneThreads), new(Database, databaseCpus), new(Disk, 1), new(Network, networkGbit)];
        if (data.Demands.Any(demand => double.IsNaN(demand.DiskSeconds))) resources.RemoveAll(resource => resource.Name == Disk); // nobody counted
        return new SharedBottleneck(
            resources,
            [
                .. habits.DemandsOf(data).Select(demand => new RequestDemand(demand.Kind, habits.PeakPerSecond[demand.Kind], new Dictionary<string, double>(StringComparer.Ordinal)
                {
                    [Web] = demand.WebCpuSeconds, [Lane] = demand.Kind == PlayerHabits.Login ? demand.MeanSeconds : 0, [Database] = demand.DatabaseCpuSeconds,
                    [Disk] = demand.Kind == PlayerHabits.Upload ? demand.DiskSeconds : 0, [Network] = demand.Kind == PlayerHabits.Upload ? player.UploadGigabits : 0,
                }.Where(one => resources.Exists(resource => resource.Name == one.Key)).ToDictionary(StringComparer.Ordinal))),
                new RequestDemand("clips", 1, new Dictionary<string, double>(StringComparer.Ordinal) { [Network] = player.ServedGigabits }),
            ]);
    }

    private static void Passwords(ReportPage page, StationsData data)
    {
        var login = data.Of(PlayerHabits.Login);
        page.Paragraph($"### The lane of passwords");
        page.Paragraph($"M/G/{data.Settings.LaneThreads} with a service of {login.MeanSeconds:F3} s (CV² {login.Scv:F3}): at most {data.Settings.LaneThreads / login.MeanSeconds:F2} logins a second. Rate and p95 were predicted before they were measured; the first run of each that was valid counts, and of so few log-ins p95 has a spread of its own:");
        page.Table(
            ["#share of the lane", "#logins/s, predicted for", "#measured", "#log-ins", "#p95 predicted, s", "#p95 measured, s", "#apart", "#mean by the model, s", "#mean measured, s"],
            data.Settings.LaneShares.Select(share =>
            {
                var (load, _) = page.Folder.ReadLoad(StationsCampaign.LaneDirectory(share));
                var prediction = page.Folder.ReadPrediction(StationsCampaign.LaneDirectory(share), load.Began);
                var lane = StationsCampaign.Lane(login, data.Settings.LaneThreads, prediction.Throughput);
                return new FormattableString[]
                {
                    $"{share:P0}", $"{prediction!.Throughput:F2}", $"{load.All.OkPerSecond:F2}", $"{load.All.OkPerSecond * load.Seconds:F0}", $"{prediction.P95Seconds:F3}", $"{load.All.P95:F3}", $"{prediction.P95Seconds / load.All.P95 - 1:+0%;-0%;0%}", $"{lane.MeanSojournSeconds:F3}", $"{load.All.Mean:F3}",
                };
            }));
    }
}
