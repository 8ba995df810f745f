namespace HighPerf.Capacity.Models;

/// <summary>The cheapest machines that a demand fits on, and what they cost by list prices.</summary>
internal sealed record ShoppingList(CapacityDemand Demand, IReadOnlyList<ShoppingLine> Lines, string PricesAsOf)
{
    public double UsdPerMonth => Lines.Sum(line => line.UsdPerMonth);

    /// <summary>
    /// All machines of one purpose are of one kind. A burstable one may use all its vCPUs at the peak (unlimited mode); what the day's mean exceeds its baseline by is bought as surplus credits.
    /// The database is the cheapest there is: its size is for its own model to say.
    /// </summary>
    /// <exception cref="InvalidOperationException">Nothing in the price list will do.</exception>
    public static ShoppingList Of(CapacityDemand demand, PriceTable prices, ShoppingOptions? options = null)
    {
        options ??= new ShoppingOptions();
        var database = prices.Cheapest(PriceKind.Database);
        var (storage, egress) = (prices.Cheapest(PriceKind.Storage), prices.Cheapest(PriceKind.Egress));
        return new ShoppingList(
            demand,
            [
                .. Machines("web", demand.Web, options.LeastWebInstances, options.WebMemoryGib, prices, options),
                .. Machines("worker", demand.Workers, options.LeastWorkers, options.WorkerMemoryGib, prices, options),
                new ShoppingLine("database", database.Name, 1, "machines", database.Usd * ShoppingOptions.HoursPerMonth),
                new ShoppingLine("storage", storage.Name, demand.StorageGb, "GB", storage.Usd * demand.StorageGb),
                new ShoppingLine("egress", egress.Name, demand.EgressGbPerMonth, "GB", egress.Usd * demand.EgressGbPerMonth),
            ],
            prices.AsOf);
    }

    private static List<ShoppingLine> Machines(string what, VcpuDemand demand, int least, double memoryGib, PriceTable prices, ShoppingOptions options) =>
        prices.Of(PriceKind.Instance)
            .Where(row => PriceTable.Fits(row, options.Architecture) && row.MemoryGib >= memoryGib)
            .Select(row => Machines(what, row, demand, least, prices, options))
            .OrderBy(lines => lines.Sum(line => line.UsdPerMonth))
            .ThenBy(lines => lines[0].Quantity)
            .FirstOrDefault() ?? throw new InvalidOperationException($"No {options.Architecture} instance with {memoryGib} GiB is in the price list.");

    private static List<ShoppingLine> Machines(string what, PriceRow row, VcpuDemand demand, int least, PriceTable prices, ShoppingOptions options)
    {
        // Less a rounding error, or 1.2 vCPU at 60 % would not fit on two.
        var count = Math.Max(Math.Max(1, least), (int)Math.Ceiling(demand.Peak / (row.Vcpus * options.LargestUtilisation) - 1e-9));
        List<ShoppingLine> lines = [new(what, row.Name, count, "machines", count * row.Usd * ShoppingOptions.HoursPerMonth, demand.Peak / (count * row.Vcpus))];
        var surplus = (demand.Mean - count * row.SustainedVcpus) * ShoppingOptions.HoursPerMonth;
        if (surplus > 0 && row.Burstable is not null)
            lines.Add(new ShoppingLine($"{what}, surplus credits", row.Family, surplus, "vCPU-hours", surplus * prices.SurplusUsd(row.Family)));
        return lines;
    }
}
