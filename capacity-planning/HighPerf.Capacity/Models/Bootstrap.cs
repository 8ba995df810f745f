using MathNet.Numerics.Distributions;
using MathNet.Numerics.LinearAlgebra.Double;

namespace HighPerf.Capacity.Models;

/// <summary>
/// How far the fit would move if the campaign were run again: residuals are drawn with replacement, added to the fitted throughputs, and the law is fitted anew.
/// A residual is divided by √(1 − leverage) first and the mean is taken off, as a fit makes residuals smaller than errors are (Davison and Hinkley,
/// <i>Bootstrap Methods and their Application</i>, Cambridge 1997, section 6.2.3 and 7.4). Intervals are those of percentiles, which are too narrow of few points, as if their noise were known:
/// residuals are widened by as much as Student's t of so many degrees of freedom is wider than the normal distribution.
/// They say what the noise does, not whether the law is the right one.
/// </summary>
internal sealed class Bootstrap
{
    private const double LeastFreedom = 0.05; // of a point through which the fit has to go nothing is known
    private const double Tail = 0.975; // of both distributions: an interval of 95 %
    private readonly IReadOnlyList<UniversalScalability> _laws;

    private Bootstrap(UniversalScalabilityFit fit, IReadOnlyList<UniversalScalability> laws)
    {
        Fit = fit;
        _laws = laws;
    }

    public UniversalScalabilityFit Fit { get; }

    public int Replicates => _laws.Count;

    /// <summary>The same seed gives the same intervals.</summary>
    public static Bootstrap Of(UniversalScalabilityFit fit, int replicates = 2_000, int seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 1);
        var random = new Random(seed);
        var fitted = fit.Points.Select(point => fit.Law.Throughput(point.Load)).ToArray();
        var errors = Errors(fit, fitted);
        var laws = new List<UniversalScalability>(replicates);
        var points = new ScalabilityPoint[fitted.Length];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            for (var i = 0; i < points.Length; i++)
            {
                var drawn = fitted[i] + errors[random.Next(errors.Length)];
                points[i] = new ScalabilityPoint(fit.Points[i].Load, Math.Max(drawn, 0.01 * fitted[i])); // a throughput is above 0
            }

            laws.Add(new ScalabilitySolver(points).Solve());
        }

        return new Bootstrap(fit, laws);
    }

    /// <summary>Of γ.</summary>
    public Interval Gamma(double share = 0.95) => Of(law => law.Gamma, share);

    /// <summary>Of α.</summary>
    public Interval Alpha(double share = 0.95) => Of(law => law.Alpha, share);

    /// <summary>Of β.</summary>
    public Interval Beta(double share = 0.95) => Of(law => law.Beta, share);

    /// <summary>Of the load at the peak; up to infinity when many of the fits have none.</summary>
    public Interval PeakLoad(double share = 0.95) => Of(law => law.PeakLoad, share);

    /// <summary>Of the largest throughput.</summary>
    public Interval PeakThroughput(double share = 0.95) => Of(law => law.PeakThroughput, share);

    /// <summary>Of X at a load: of its mean over many campaigns, to which one measurement adds its own noise.</summary>
    public Interval Throughput(double load, double share = 0.95) => Of(law => law.Throughput(load), share);

    /// <summary>The same of anything that follows from a law.</summary>
    public Interval Of(Func<UniversalScalability, double> value, double share = 0.95) => Percentiles.Middle(_laws.Select(value), share);

    /// <summary>Residuals as errors are, in X's unit.</summary>
    private static double[] Errors(UniversalScalabilityFit fit, double[] fitted)
    {
        int[] free = [.. Enumerable.Range(0, 3).Where(parameter => parameter == 0 || (parameter == 1 ? fit.Law.Alpha : fit.Law.Beta) > 0)]; // one that is held at its bound is not fitted
        var slopes = DenseMatrix.Create(fitted.Length, free.Length, (i, j) => Slope(fit.Law, fit.Points[i].Load, free[j]));
        var q = slopes.QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;
        var wider = StudentT.InvCDF(0, 1, Math.Max(1, fitted.Length - free.Length), Tail) / Normal.InvCDF(0, 1, Tail);
        var errors = new double[fitted.Length];
        for (var i = 0; i < errors.Length; i++)
        {
            var freedom = Math.Max(LeastFreedom, 1 - q.Row(i).DotProduct(q.Row(i)));
            errors[i] = wider * (fit.Points[i].Throughput - fitted[i]) / Math.Sqrt(freedom);
        }

        var mean = errors.Average();
        return [.. errors.Select(error => error - mean)];
    }

    private static double Slope(UniversalScalability law, double load, int parameter)
    {
        var x = law.Throughput(load);
        return parameter switch
        {
            0 => x / law.Gamma,
            1 => -x * x * (load - 1) / (law.Gamma * load),
            _ => -x * x * (load - 1) / law.Gamma,
        };
    }
}
