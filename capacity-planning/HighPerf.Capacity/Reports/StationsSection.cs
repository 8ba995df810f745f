using HighPerf.Capacity.Models;
using HighPerf.Capacity.Plots;
using HighPerf.Capacity.Stations;

namespace HighPerf.Capacity.Reports;

/// <summary>What each request takes of each resource, what a day's mix saturates first, and the lane of passwords as a queue.</summary>
internal sealed class StationsSection(Habits habits) : IReportSection
{
    private const double DatabaseCpus = 2; // db.t3.small of the plan
    private const string Web = "web processor";
    private const string Lane = "password threads";
    private const string Database = "database processor";
    private const string Disk = "upload disk";
    private const string Network = "network";
    private const double NetworkBytes = 5e9 / 8; // a t3.small's burst, EC2 User Guide; its baseline is 0.128 Gbit/s

    public string Part => StationsCampaign.Part;

    /// <summary>The mix of habits.json, for one player.</summary>
    public static SharedBottleneck Mix(StationsData data, Habits habits, double cpus) => new(
        [new(Web, cpus), new(Lane, data.Settings.LaneThreads), new(Database, DatabaseCpus), new(Disk, 1), new(Network, 1)],
        [.. data.Demands.Where(demand => habits.PeakPerSecond.ContainsKey(demand.Kind)).Select(demand => new RequestDemand(demand.Kind, habits.PeakPerSecond[demand.Kind], new Dictionary<string, double>(StringComparer.Ordinal)
        {
            [Web] = demand.WebCpuSeconds, [Lane] = demand.Kind == "login" ? demand.MeanSeconds : 0, [Database] = demand.DatabaseCpuSeconds, [Disk] = demand.Kind == "upload" ? demand.DiskSeconds : 0,
            [Network] = demand.Kind == "upload" ? habits.StoredMegabytesPerVideo * 1e6 / NetworkBytes : 0,
        }))]);

    public void Write(ReportPage page)
    {
        var data = StationsData.Read(page.Folder);
        page.Paragraph($"## Stations: what a request takes");
        page.Paragraph($"One kind at a time, evenly, far from saturation, for {data.Settings.Seconds} s; by the utilisation law D = U ÷ X, less what the API uses when nobody asks ({data.Settings.IdleCpus:F3} processors). Raw data: `{StationsCampaign.Part}/KIND/`. Uploads are of {data.Settings.ClipBytes / 1048576.0:F1} MiB.");
        page.Table(
            ["request", "#a second", "#web processor, ms", "#database processor, ms", "#disk, ms", "#latency, mean, ms", "#CV²", FormattableString.Invariant($"#at most, a second, on {page.Facts.GroupCpus} processors")],
            data.Demands.Select(demand => new FormattableString[]
            {
                $"{demand.Kind}", $"{demand.Rate:F1}", $"{demand.WebCpuSeconds * 1e3:F3}", $"{demand.DatabaseCpuSeconds * 1e3:F3}", $"{demand.DiskSeconds * 1e3:F3}", $"{demand.MeanSeconds * 1e3:F2}", $"{demand.Scv:F2}",
                $"{page.Facts.GroupCpus / demand.WebCpuSeconds:N0}",
            }));
        page.Paragraph($"At a low rate a processor is woken for each request; at a high one it is not, and a request costs less: the last column is what these demands say, and less than what is reached.");
        Bottleneck(page, data);
        Passwords(page, data);
    }

    private void Bottleneck(ReportPage page, StationsData data)
    {
        var mix = Mix(data, habits, page.Facts.GroupCpus);
        var players = mix.LargestFactor();
        page.Paragraph($"### The first resource to saturate");
        page.Paragraph($"Under the mix of `habits.json` (an assumption) one machine of {page.Facts.GroupCpus} processors, a database of {DatabaseCpus} and a network of 5 Gbit/s saturate at **{players:N0} players**, and first the **{mix.First.Name}**; at 60 % of it they are {mix.LargestFactor(0.6):N0}.");
        page.Table(
            ["resource", "#used then", "mostly by"],
            mix.Resources.Select(resource => new FormattableString[]
            {
                $"{resource.Name}", $"{players * mix.Utilisation(resource):P1}", $"{mix.Mix.MaxBy(demand => SharedBottleneck.Part(demand, resource))!.Kind}",
            }));
        page.Plot(
            "stations-mix",
            UtilisationPlot.Draw("Use of resources when the first is used up", [.. mix.Mix.Select(demand => demand.Kind)], [.. mix.Resources.Select(resource => new BarsGroup(resource.Name, [.. mix.Mix.Select(demand => players * SharedBottleneck.Part(demand, resource))]))], 1),
            "Stacked bars: the share of each resource that each kind of request uses");
    }

    private static void Passwords(ReportPage page, StationsData data)
    {
        var login = data.Of("login");
        page.Paragraph($"### The lane of passwords");
        page.Paragraph($"M/G/{data.Settings.LaneThreads} with a service of {login.MeanSeconds:F3} s (CV² {login.Scv:F3}): at most {data.Settings.LaneThreads / login.MeanSeconds:F2} logins a second. Predicted before it was measured:");
        page.Table(
            ["#share of the lane", "#logins/s", "#p95 predicted, s", "#p95 measured, s", "#apart", "#mean predicted, s", "#mean measured, s"],
            data.Settings.LaneShares.Select(share =>
            {
                var (load, _) = page.Folder.ReadLoad(StationsCampaign.LaneDirectory(share));
                var prediction = page.Folder.ReadPrediction(StationsCampaign.LaneDirectory(share), load.From);
                var lane = StationsCampaign.Lane(login, data.Settings.LaneThreads, prediction!.Throughput);
                return new FormattableString[]
                {
                    $"{share:P0}", $"{load.All.OkPerSecond:F2}", $"{prediction.P95Seconds:F3}", $"{load.All.P95:F3}", $"{prediction.P95Seconds / load.All.P95 - 1:+0%;-0%;0%}", $"{lane.MeanSojournSeconds:F3}", $"{load.All.Mean:F3}",
                };
            }));
    }
}
