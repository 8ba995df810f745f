namespace HighPerf.Capacity.Models;

/// <summary>What all machines of one purpose together have to carry of a resource.</summary>
/// <param name="Peak">In the busiest time, in the unit of <paramref name="OfOne"/>.</param>
/// <param name="OfOne">What a machine of the price list has of it; 0 when that is not known.</param>
/// <param name="LargestShare">Of it, that may be used at the peak.</param>
internal sealed record MachineLoad(string Resource, double Peak, Func<PriceRow, double> OfOne, double LargestShare)
{
    /// <summary>How many machines it takes; 0 when nothing is wanted.</summary>
    /// <remarks>Less a rounding error, or 1.2 vCPU at 60 % would not fit on two.</remarks>
    public int Machines(PriceRow row) => Peak <= 0 ? 0 : (int)Math.Ceiling(Peak / (OfOne(row) * LargestShare) - 1e-9);

    /// <summary>The share of it that so many machines use.</summary>
    public MachineShare Of(PriceRow row, int machines) => new(Resource, Peak <= 0 ? 0 : Peak / (machines * OfOne(row)));
}
