using MathNet.Numerics;

namespace HighPerf.Capacity.Models;

/// <summary>A gamma distributed time, by its mean and CV².</summary>
internal readonly record struct GammaService(double MeanSeconds, double Scv)
{
    private const double Constant = 1e-4; // a CV of 1 % is taken as none

    /// <summary>Whether it is the same each time.</summary>
    public bool IsConstant => Scv < Constant;

    /// <summary>P(S ≤ t).</summary>
    public double Within(double seconds)
    {
        if (IsConstant) return seconds >= MeanSeconds ? 1 : 0;
        if (seconds <= 0) return 0;
        return SpecialFunctions.GammaLowerRegularized(1 / Scv, seconds / (Scv * MeanSeconds));
    }
}
