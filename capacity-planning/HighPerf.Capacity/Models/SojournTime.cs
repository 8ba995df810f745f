using MathNet.Numerics;
using MathNet.Numerics.Integration;

namespace HighPerf.Capacity.Models;

/// <summary>The distribution of wait and service together, which are independent of each other when served in order of arrival.</summary>
/// <param name="Service">Of the service.</param>
/// <param name="WaitProbability">That one waits at all.</param>
/// <param name="MeanWaitOfWaiting">Seconds, of those who wait; exponential.</param>
internal sealed record SojournTime(GammaService Service, double WaitProbability, double MeanWaitOfWaiting)
{
    private const double Accuracy = 1e-9;

    /// <summary>P(W + S &gt; t).</summary>
    public double Tail(double seconds)
    {
        if (seconds < 0) return 1;
        var served = 1 - Service.Within(seconds);
        return WaitProbability <= 0 || MeanWaitOfWaiting <= 0 ? served : (1 - WaitProbability) * served + WaitProbability * TailOfWaiting(seconds);
    }

    /// <summary>By bisection of the tail, which also finds where it jumps.</summary>
    public double Quantile(double share)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(share, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(share, 1);
        var (low, high) = (0.0, Service.MeanSeconds + WaitProbability * MeanWaitOfWaiting);
        while (Tail(high) > 1 - share) (low, high) = (high, 2 * high);
        while (high - low > Accuracy * high)
        {
            var middle = (low + high) / 2;
            if (Tail(middle) > 1 - share) low = middle;
            else high = middle;
        }

        return high;
    }

    /// <summary>
    /// P(E + S &gt; t), E exponential: 1 − ∫ F(t − e) dP(E ≤ e), e from 0 to t. With v = P(E ≤ e) the integrand is bounded whatever the gamma's density does at 0.
    /// </summary>
    private double TailOfWaiting(double seconds)
    {
        if (Service.IsConstant) return seconds < Service.MeanSeconds ? 1 : Math.Exp(-(seconds - Service.MeanSeconds) / MeanWaitOfWaiting);
        var end = -SpecialFunctions.Expm1(-seconds / MeanWaitOfWaiting);
        return 1 - GaussKronrodRule.Integrate(v => Service.Within(seconds + MeanWaitOfWaiting * Log1M(v)), 0, end, out _, out _, Accuracy, 20, 21);
    }

    private static double Log1M(double v) => SpecialFunctions.Log1p(-v);
}
