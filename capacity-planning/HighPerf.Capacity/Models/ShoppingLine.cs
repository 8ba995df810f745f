namespace HighPerf.Capacity.Models;

/// <summary>Something to rent.</summary>
/// <param name="What">What it is for.</param>
/// <param name="Item">Its name in the price list.</param>
/// <param name="Quantity">Machines, GB, or vCPU-hours.</param>
/// <param name="Used">Of machines: the share of each resource that the peak uses.</param>
internal sealed record ShoppingLine(string What, string Item, double Quantity, string Unit, double UsdPerMonth, IReadOnlyList<MachineShare> Used);
