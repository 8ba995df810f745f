namespace HighPerf.Capacity.Models;

/// <summary>The cheapest machines that a demand fits on, and what they cost by list prices.</summary>
internal sealed record ShoppingList(CapacityDemand Demand, IReadOnlyList<ShoppingLine> Lines, string PricesAsOf)
{
    public double UsdPerMonth => Lines.Sum(line => line.UsdPerMonth);

    /// <summary>
    /// All machines of one purpose are of one kind, and as many as the resource takes that needs the most of them. A burstable one may use all its vCPUs at the peak (unlimited mode); what the
    /// day's mean exceeds its baseline by is bought as surplus credits. The database is the cheapest that the demand fits on, or the largest there is, used to more than it should be.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing in the price list will do.</exception>
    public static ShoppingList Of(CapacityDemand demand, PriceTable prices, ShoppingOptions? options = null)
    {
        options ??= new ShoppingOptions();
        var (storage, egress) = (prices.Cheapest(PriceKind.Storage), prices.Cheapest(PriceKind.Egress));
        MachineLoad Cpu(VcpuDemand vcpus) => new("CPU", vcpus.Peak, row => row.Vcpus, options.LargestUtilisation);
        var web = Machines(
            "web", demand.Web,
            [Cpu(demand.Web), new("passwords", demand.LoginsPerSecond, options.PasswordsPerSecond, options.LargestPasswordShare), new("network", demand.NetworkGbit, row => row.NetworkGbit, options.LargestUtilisation)],
            options.LeastWebInstances, options.WebMemoryGib, prices, options);
        MachineLoad[] queries = [Cpu(demand.Database)];
        var databases = prices.Of(PriceKind.Database).Where(row => queries[0].Machines(row) <= 1).DefaultIfEmpty(prices.Of(PriceKind.Database).MaxBy(row => row.Vcpus)!);
        return new ShoppingList(
            demand,
            [
                .. web,
                .. Machines("worker", demand.Workers, [Cpu(demand.Workers)], options.LeastWorkers, options.WorkerMemoryGib, prices, options),
                .. Cheapest(databases.Select(row => Machines("database", row, demand.Database, queries, least: 1, prices, most: 1)))!,
                new ShoppingLine("storage", storage.Name, demand.StorageGb, "GB", storage.Usd * demand.StorageGb, []),
                new ShoppingLine("egress", egress.Name, demand.EgressGbPerMonth, "GB", egress.Usd * demand.EgressGbPerMonth, []),
            ],
            prices.AsOf);
    }

    private static List<ShoppingLine> Machines(string what, VcpuDemand demand, MachineLoad[] loads, int least, double memoryGib, PriceTable prices, ShoppingOptions options) =>
        Cheapest(prices.Of(PriceKind.Instance)
            .Where(row => PriceTable.Fits(row, options.Architecture) && row.MemoryGib >= memoryGib)
            .Select(row => Machines(what, row, demand, loads, least, prices))) ?? throw new InvalidOperationException($"No {options.Architecture} instance with {memoryGib} GiB is in the price list.");

    private static List<ShoppingLine>? Cheapest(IEnumerable<List<ShoppingLine>> choices) =>
        choices.OrderBy(lines => lines.Sum(line => line.UsdPerMonth)).ThenBy(lines => lines[0].Quantity).FirstOrDefault();

    private static List<ShoppingLine> Machines(string what, PriceRow row, VcpuDemand demand, MachineLoad[] loads, int least, PriceTable prices, int most = int.MaxValue)
    {
        var count = Math.Min(most, Math.Max(Math.Max(1, least), loads.Max(load => load.Machines(row))));
        List<ShoppingLine> lines = [new(what, row.Name, count, "machines", count * row.Usd * ShoppingOptions.HoursPerMonth, [.. loads.Select(load => load.Of(row, count))])];
        var surplus = (demand.Mean - count * row.SustainedVcpus) * ShoppingOptions.HoursPerMonth;
        if (surplus > 0 && row.Burstable is not null)
            lines.Add(new ShoppingLine($"{what}, surplus credits", row.Family, surplus, "vCPU-hours", surplus * prices.SurplusUsd(row.Family), []));
        return lines;
    }
}
