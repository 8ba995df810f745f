using HighPerf.Capacity.Models;
using HighPerf.Capacity.Plots;
using HighPerf.Capacity.Stations;
using HighPerf.Capacity.Workers;

namespace HighPerf.Capacity.Reports;

/// <summary>What to rent for so many players, by list prices, and how long the credits of a burstable instance last.</summary>
internal sealed class ShoppingSection(Habits habits, PriceTable prices) : IReportSection
{
    private const int HoursOfCredits = 24;

    public string Part => StationsCampaign.Part;

    public void Write(ReportPage page)
    {
        if (!page.Facts.Has(WorkerCampaign.Part)) return;
        var stations = StationsData.Read(page.Folder);
        var best = WorkerData.Read(page.Folder).Best;
        var player = habits.With(stations.Demands);
        var perVcpu = best.VideosPerMinute / best.Use.ServerCpus;
        page.Paragraph($"## What to buy");
        page.Paragraph($"By `habits.json` (an assumption: replace it by what your own logs say), `prices.csv` (list prices as of {prices.AsOf}: check them at their source) and the demands above ({perVcpu:F2} videos/min per vCPU). The vCPU of this machine is taken for the vCPU of each instance; at the peak 60 % of them are used. One instance of each at least; two where one may fail.");
        page.Table(
            ["#players", "#requests/s at the peak", "#videos/h at the peak", "web", "worker", "#storage, GB", "#egress, GB a month", "#USD a month"],
            habits.Players.Select(players =>
            {
                var list = ShoppingList.Of(player.Of(players, perVcpu), prices);
                return new FormattableString[]
                {
                    $"{players:N0}", $"{list.Demand.RequestsPerSecond:F0}", $"{list.Demand.VideosPerHour:F0}", $"{Machines(list, "web")}", $"{Machines(list, "worker")}", $"{list.Demand.StorageGb:N0}", $"{list.Demand.EgressGbPerMonth:N0}", $"{list.UsdPerMonth:N0}",
                };
            }));
        Credits(page, player, perVcpu);
    }

    private static string Machines(ShoppingList list, string what) =>
        string.Join(" + ", list.Lines.Where(line => line.What.StartsWith(what, StringComparison.Ordinal)).Select(line => FormattableString.Invariant($"{line.Quantity:0.#} {line.Unit} {line.Item}, {line.UsdPerMonth:N0} USD")));

    /// <summary>A worker of the plan that works without a break.</summary>
    private static void Credits(ReportPage page, PlayerHabits player, double perVcpu)
    {
        var instance = BurstableInstance.T3Small;
        var full = CpuCredits.Run(instance, CreditMode.Standard, Enumerable.Repeat(instance.Vcpus, HoursOfCredits), instance.LargestBalance);
        var most = perVcpu * instance.BaselineVcpus * 60;
        page.Paragraph($"### CPU credits");
        page.Paragraph($"A {instance.Name} earns {instance.CreditsPerHour} credits an hour, and keeps {instance.LargestBalance} at most. With all of them saved, a worker that never stops has used them up after **{full.UsedUpAfterHours:F1} h**; from then on it has {instance.BaselineVcpus:F1} vCPU, which are {most:F0} videos an hour ({player.UploadsPerDay * player.BusiestHourShare:G3} an hour are uploaded by one player in the busiest one). In unlimited mode it goes on, and what it uses above that costs surplus credits.");
        page.Plot("credits", SeriesPlot.Draw($"Credits of a {instance.Name} whose two vCPU are always used", "credits", [new NamedSeries("balance", [.. full.Hours.Select((hour, n) => new SeriesPoint((n + 1) * 3_600, hour.BalanceAtEnd))])]), "The balance of credits over a day");
    }
}
