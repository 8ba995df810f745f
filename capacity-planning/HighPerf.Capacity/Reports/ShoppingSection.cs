using HighPerf.Capacity.Models;
using HighPerf.Capacity.Plots;
using HighPerf.Capacity.Stations;
using HighPerf.Capacity.Workers;

namespace HighPerf.Capacity.Reports;

/// <summary>What to rent for so many players, by list prices, and how long the credits of a burstable instance last.</summary>
internal sealed class ShoppingSection(Habits habits, PriceTable prices) : IReportSection
{
    private const int HoursOfCredits = 24;

    public IReadOnlyList<string> Parts => [StationsCampaign.Part];

    public void Write(ReportPage page)
    {
        if (!page.Facts.Has(WorkerCampaign.Part)) return;
        var stations = StationsData.Read(page.Folder);
        var best = WorkerData.Read(page.Folder).Best;
        var player = habits.With(stations);
        var login = stations.Of(PlayerHabits.Login);
        var lane = StationsCampaign.Lane(login, 1, 0);
        var options = new ShoppingOptions { PasswordSeconds = login.MeanSeconds, LargestPasswordShare = lane.LargestRate(0.95, PublishedPlan.P95Seconds) / lane.SaturationRate };
        var perVcpu = best.VideosPerMinute / best.Use.ServerCpus;
        page.Paragraph($"## What to buy");
        page.Paragraph($"By `habits.json` (an assumption: replace it by what your own logs say), `prices.csv` (list prices as of {prices.AsOf}: check them at their source) and the demands above ({perVcpu:F2} videos/min per vCPU). The vCPU of this machine is taken for the vCPU of each instance, and clips are sent by nginx, whose processor time is in none of the demands. At the peak at most {options.LargestUtilisation:P0} of a machine's processors are used and of the network that it has for ever (processor time beyond the baseline can be bought, and is; what is lent of the network is promised to nobody), and {options.LargestPasswordShare:P0} of the threads that verify passwords, one fewer than processors: beyond that, by the model, p95 of a log-in is above {PublishedPlan.P95Seconds} s. What each is used to is in brackets. A web machine has {options.WebMemoryGib} GiB at least and a worker {options.WorkerMemoryGib}, which is assumed: what the API and the worker hold is in their parts. One instance of each at least; two where one may fail.");
        page.Table(
            ["#players", "#requests/s at the peak", "#log-ins/s", "#videos/h at the peak", "web", "worker", "database", "#storage, GB", "#egress, GB a month", "#USD a month"],
            habits.Players.Select(players =>
            {
                var list = ShoppingList.Of(player.Of(players, perVcpu), prices, options);
                return new FormattableString[]
                {
                    $"{players:N0}", $"{list.Demand.RequestsPerSecond:F0}", $"{list.Demand.LoginsPerSecond:F1}", $"{list.Demand.VideosPerHour:F0}", $"{Machines(list, "web")}", $"{Machines(list, "worker")}", $"{Machines(list, "database")}", $"{list.Demand.StorageGb:N0}", $"{list.Demand.EgressGbPerMonth:N0}", $"{list.UsdPerMonth:N0}",
                };
            }));
        Credits(page, player, perVcpu);
    }

    private static string Machines(ShoppingList list, string what) =>
        string.Join(" + ", list.Lines.Where(line => line.What.StartsWith(what, StringComparison.Ordinal)).Select(line => FormattableString.Invariant($"{line.Quantity:0.#} {Unit(line)} {line.Item}{Used(line)}, {line.UsdPerMonth:N0} USD")));

    private static string Unit(ShoppingLine line) => line is { Unit: "machines", Quantity: 1 } ? "machine" : line.Unit;

    private static string Used(ShoppingLine line) =>
        line.Used.Count == 0 ? "" : " (" + string.Join(", ", line.Used.Select(one => FormattableString.Invariant($"{one.Resource} {one.Share:P0}{(one.Share > 1 ? ", **too small**" : "")}"))) + ")";

    /// <summary>A worker of the plan that works without a break.</summary>
    private void Credits(ReportPage page, PlayerHabits player, double perVcpu)
    {
        var instance = prices.Instance(PublishedPlan.Machine).Burstable!;
        var full = CpuCredits.Run(instance, CreditMode.Standard, Enumerable.Repeat(instance.Vcpus, HoursOfCredits), instance.LargestBalance);
        var unlimited = CpuCredits.Run(instance, CreditMode.Unlimited, Enumerable.Repeat(instance.Vcpus, HoursOfCredits), instance.LargestBalance);
        var surplus = unlimited.ChargedVcpuHours + unlimited.OwedVcpuHours;
        var most = perVcpu * instance.BaselineVcpus * 60;
        page.Paragraph($"### CPU credits");
        page.Paragraph($"A {instance.Name} earns {instance.CreditsPerHour} credits an hour, and keeps {instance.LargestBalance} at most. With all of them saved, a worker that never stops has used them up after **{full.UsedUpAfterHours:F1} h**; from then on it has {instance.BaselineVcpus:F1} vCPU, which are {most:F0} videos an hour ({player.UploadsPerDay * player.BusiestHourShare:G3} an hour are uploaded by one player in the busiest one). In unlimited mode it goes on: a whole day of it uses {surplus:F1} vCPU-hours more than it has earned and saved, {surplus * prices.SurplusUsd(prices.Instance(PublishedPlan.Machine).Family):F2} USD.");
        page.Plot("credits", SeriesPlot.Draw($"Credits of a {instance.Name} whose two vCPU are always used", "credits", [new NamedSeries("balance", [.. full.Hours.Select((hour, n) => new SeriesPoint((n + 1) * 3_600, hour.BalanceAtEnd))])]), "The balance of credits over a day");
    }
}
