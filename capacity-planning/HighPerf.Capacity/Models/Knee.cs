namespace HighPerf.Capacity.Models;

/// <summary>Where a system has enough: by what its users were promised, and by two definitions of a bend. They answer different questions: name the one that is quoted.</summary>
internal static class Knee
{
    private const int Steps = 2_000;

    /// <summary>Where a latency first crosses a limit: its logarithm is taken as a straight line between two loads.</summary>
    public static SloCrossing BySlo(IEnumerable<LatencyPoint> points, double limitSeconds)
    {
        LatencyPoint? before = null;
        foreach (var point in points.OrderBy(point => point.Load))
        {
            if (point.Seconds > limitSeconds)
            {
                if (before is not { } kept) return new SloCrossing(SloCrossingPlace.BeforeTheFirst, null);
                var part = Math.Log(limitSeconds / kept.Seconds) / Math.Log(point.Seconds / kept.Seconds);
                return new SloCrossing(SloCrossingPlace.Between, kept.Load + part * (point.Load - kept.Load));
            }

            before = point;
        }

        return new SloCrossing(SloCrossingPlace.BeyondTheLast, null);
    }

    /// <summary>
    /// Kneedle for a concave rising curve, offline (V. Satopää, J. Albrecht, D. Irwin, B. Raghavan, "Finding a 'Kneedle' in a Haystack", ICDCSW 2011): both axes scaled to 0 … 1, the first
    /// largest y − x after which it falls below that value less <paramref name="sensitivity"/> times the mean step. Without the paper's smoothing spline: there are few points.
    /// One of the measured loads; null of a straight line.
    /// </summary>
    public static KneePoint? ByKneedle(IReadOnlyList<ScalabilityPoint> points, double sensitivity = 1)
    {
        ScalabilityPoint[] sorted = [.. points.OrderBy(point => point.Load)];
        if (sorted.Length < 3) return null;
        var (low, high) = (sorted.Min(point => point.Throughput), sorted.Max(point => point.Throughput));
        var width = sorted[^1].Load - sorted[0].Load;
        if (width <= 0 || high <= low) return null;
        double[] above = [.. sorted.Select(point => (point.Throughput - low) / (high - low) - (point.Load - sorted[0].Load) / width)];
        var fall = sensitivity / (sorted.Length - 1); // the mean step of a scaled axis
        for (var i = 1; i < sorted.Length - 1; i++)
        {
            if (above[i] <= above[i - 1] || above[i] < above[i + 1]) continue;
            for (var j = i + 1; j < sorted.Length && above[j] <= above[i]; j++)
            {
                if (above[j] < above[i] - fall) return new KneePoint("Kneedle", sorted[i].Load, sorted[i].Throughput);
            }
        }

        return null;
    }

    /// <summary>
    /// The largest curvature |y″| ÷ (1 + y′²)^(3/2) of a fitted law, both axes scaled to 0 … 1 from one user to the peak, or to the largest load when that comes before.
    /// Null of a straight line, of a law that only falls, and where the largest is at an end: it bends more beyond it, or not at all.
    /// </summary>
    public static KneePoint? ByCurvature(UniversalScalability law, double largestLoad)
    {
        var end = Math.Min(law.PeakLoad, largestLoad);
        if (end <= 1 || (law.Alpha <= 0 && law.Beta <= 0)) return null;
        var (width, height) = (end - 1, law.Throughput(end) - law.Throughput(1));
        if (height <= 0) return null;
        var most = Enumerable.Range(0, Steps + 1).MaxBy(step => Curvature(law, Load(step), width, height));
        return most is 0 or Steps ? null : new KneePoint("largest curvature of the law", Load(most), law.Throughput(Load(most)));

        double Load(int step) => 1 + width * step / Steps;
    }

    private static double Curvature(UniversalScalability law, double load, double width, double height)
    {
        var q = 1 + law.Alpha * (load - 1) + law.Beta * load * (load - 1);
        var slopeOfQ = law.Alpha + law.Beta * (2 * load - 1);
        var u = q - load * slopeOfQ;
        var slope = law.Gamma * u / (q * q) * width / height;
        var bend = law.Gamma * (-2 * law.Beta * load * q - 2 * u * slopeOfQ) / (q * q * q) * width * width / height;
        return Math.Abs(bend) / Math.Pow(1 + slope * slope, 1.5);
    }
}
