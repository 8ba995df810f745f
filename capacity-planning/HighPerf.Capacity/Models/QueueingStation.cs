namespace HighPerf.Capacity.Models;

/// <summary>
/// M/G/c, first come first served: independent arrivals, c servers, any service time. What it says of the mean wait is exact for c = 1 and for exponential service, else the approximation
/// of A. M. Lee and P. A. Longton (1959), which A. O. Allen, <i>Probability, Statistics and Queueing Theory</i>, 1990, calls Allen–Cunneen's: (1 + CV²) ÷ 2 times M/M/c's wait.
/// </summary>
/// <param name="ArrivalRate">λ, per second.</param>
/// <param name="Servers">c.</param>
/// <param name="MeanServiceSeconds">S.</param>
/// <param name="ServiceScv">CV²: variance ÷ mean² of the service time; 0 constant, 1 exponential.</param>
internal sealed record QueueingStation(double ArrivalRate, int Servers, double MeanServiceSeconds, double ServiceScv)
{
    /// <summary>λmax = c ÷ S, per second.</summary>
    public double SaturationRate => Servers / MeanServiceSeconds;

    /// <summary>ρ = λS ÷ c; 1 and above: the queue grows without end.</summary>
    public double Utilisation => ArrivalRate * MeanServiceSeconds / Servers;

    public bool IsStable => Utilisation < 1;

    /// <summary>P(W &gt; 0), by Erlang C.</summary>
    public double WaitProbability => Erlang.C(Servers, ArrivalRate * MeanServiceSeconds);

    /// <summary>Wq, of all who arrive; infinite at and above saturation.</summary>
    public double MeanWaitSeconds =>
        IsStable ? (1 + ServiceScv) / 2 * WaitProbability * MeanServiceSeconds / (Servers * (1 - Utilisation)) : double.PositiveInfinity;

    /// <summary>R = Wq + S.</summary>
    public double MeanSojournSeconds => MeanWaitSeconds + MeanServiceSeconds;

    /// <summary>
    /// The time in seconds that a share of all stays within: 0.95 for p95. Infinite at and above saturation. The wait of those who wait is taken as exponential, which it is in M/M/c and in
    /// heavy traffic; the service as gamma distributed with its mean and CV.
    /// </summary>
    public double SojournQuantile(double share) => Sojourn?.Quantile(share) ?? double.PositiveInfinity;

    /// <summary>The largest arrival rate, per second, at which a share of all stays within so many seconds; 0 when the service alone takes longer.</summary>
    public double LargestRate(double share, double seconds)
    {
        var (low, high) = (0.0, SaturationRate);
        for (var step = 0; step < 50; step++)
        {
            var rate = (low + high) / 2;
            if ((this with { ArrivalRate = rate }).SojournQuantile(share) <= seconds) low = rate;
            else high = rate;
        }

        return low;
    }

    private SojournTime? Sojourn => IsStable
        ? new SojournTime(new GammaService(MeanServiceSeconds, ServiceScv), WaitProbability, WaitProbability > 0 ? MeanWaitSeconds / WaitProbability : 0)
        : null;
}
