using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Double;
using MathNet.Numerics.Optimization;

namespace HighPerf.Capacity.Models;

/// <summary>
/// Nonlinear least squares of the universal scalability law with γ, α, β ≥ 0.
/// MathNet's bounded Levenberg–Marquardt maps a bounded parameter by a square root whose derivative is 0 at the bound, so that it creeps towards β = 0 and never leaves it.
/// So the bounds are an active set here: unbounded Levenberg–Marquardt for each choice of which of α and β are held at 0, and of what is within the bounds the least sum.
/// Loads and throughputs are scaled to the largest, which makes the parameters alike in size.
/// </summary>
internal sealed class ScalabilitySolver
{
    private readonly Vector<double> _loads;
    private readonly Vector<double> _throughputs;
    private readonly double _largestLoad;
    private readonly double _largestThroughput;

    public ScalabilitySolver(ScalabilityPoint[] points)
    {
        _largestLoad = points.Max(point => point.Load);
        _largestThroughput = points.Max(point => point.Throughput);
        _loads = DenseVector.Create(points.Length, i => points[i].Load);
        _throughputs = DenseVector.Create(points.Length, i => points[i].Throughput / _largestThroughput);
    }

    public UniversalScalability Solve()
    {
        UniversalScalability? best = null;
        var least = double.PositiveInfinity;
        foreach (var (alpha, beta) in ((bool, bool)[])[(true, true), (true, false), (false, true), (false, false)])
        {
            var parameters = Minimize(alpha, beta);
            if (parameters is null || parameters[0] <= 0 || parameters[1] < 0 || parameters[2] < 0) continue;
            var sum = Sum(parameters);
            if (sum < least) (least, best) = (sum, Unscaled(parameters));
            if (alpha && beta) break; // inside the bounds: no choice of zeros is better
        }

        return best ?? throw new InvalidOperationException("No law fits these points.");
    }

    /// <summary>Scaled γ, α, β with those that are not free at 0; null when the search left where the law means anything.</summary>
    private double[]? Minimize(bool alpha, bool beta)
    {
        var start = Start(alpha, beta);
        if (!alpha && !beta) return [Scale(start), 0, 0]; // linear: no search
        int[] free = alpha && beta ? [0, 1, 2] : alpha ? [0, 1] : [0, 2];
        double[] Whole(Vector<double> p) => [p[0], alpha ? p[1] : 0, beta ? p[^1] : 0];
        var model = ObjectiveFunction.NonlinearModel(
            (p, x) => Values(Whole(p), x), (p, x) => Slopes(Whole(p), x, free), _loads, _throughputs);
        try
        {
            var result = new LevenbergMarquardtMinimizer(maximumIterations: 500).FindMinimum(model, DenseVector.Create(free.Length, i => start[free[i]]));
            var found = Whole(result.MinimizingPoint);
            return found.All(double.IsFinite) && double.IsFinite(Sum(found)) ? found : null;
        }
        catch (Exception exception) when (exception is MathNet.Numerics.NonConvergenceException or ArithmeticException or ArgumentException)
        {
            return null; // this choice has no minimum
        }
    }

    /// <summary>N ÷ X is linear in the parameters: 1/γ + α/γ (N − 1) + β/γ N(N − 1). Its least squares, clipped to the bounds.</summary>
    private double[] Start(bool alpha, bool beta)
    {
        int[] free = alpha && beta ? [0, 1, 2] : alpha ? [0, 1] : beta ? [0, 2] : [0];
        // An error of X is one of N ÷ X² in N ÷ X.
        var rows = DenseMatrix.Create(_loads.Count, free.Length, (i, j) => Term(free[j], _loads[i]) * Precision(i));
        var sides = DenseVector.Create(_loads.Count, i => _loads[i] / _throughputs[i] * Precision(i));
        var solved = rows.QR().Solve(sides);
        var inverse = solved[0] > 0 ? solved[0] : _loads.PointwiseDivide(_throughputs).Minimum();
        var parameters = new double[3];
        parameters[0] = 1 / inverse;
        for (var j = 1; j < free.Length; j++) parameters[free[j]] = Math.Max(1e-3, solved[j] / inverse);
        return parameters;
    }

    private double Precision(int i) => _throughputs[i] * _throughputs[i] / _loads[i];

    private double Term(int parameter, double load) => parameter switch
    {
        0 => 1,
        1 => (load - 1) / _largestLoad,
        _ => load * (load - 1) / (_largestLoad * _largestLoad),
    };

    /// <summary>The γ that is best for given α and β.</summary>
    private double Scale(double[] parameters)
    {
        var shape = Values([1, parameters[1], parameters[2]], _loads);
        return shape.DotProduct(_throughputs) / shape.DotProduct(shape);
    }

    private DenseVector Values(double[] p, Vector<double> loads) => DenseVector.Create(loads.Count, i => p[0] * loads[i] / Divisor(p, loads[i]));

    private DenseMatrix Slopes(double[] p, Vector<double> loads, int[] free) => DenseMatrix.Create(loads.Count, free.Length, (i, j) =>
    {
        var divisor = Divisor(p, loads[i]);
        return free[j] == 0 ? loads[i] / divisor : -p[0] * loads[i] * Term(free[j], loads[i]) / (divisor * divisor);
    });

    private double Divisor(double[] p, double load) => 1 + p[1] * Term(1, load) + p[2] * Term(2, load);

    private double Sum(double[] parameters)
    {
        var residuals = _throughputs - Values(parameters, _loads);
        return residuals.DotProduct(residuals);
    }

    private UniversalScalability Unscaled(double[] parameters) =>
        new(parameters[0] * _largestThroughput, parameters[1] / _largestLoad, parameters[2] / (_largestLoad * _largestLoad));
}
