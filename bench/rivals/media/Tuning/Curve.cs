namespace HighPerf.MediaRace.Tuning;

/// <summary>How a setting behaves over crf on one source: straight lines between (and a little beyond) what was measured.</summary>
internal sealed class Curve
{
    // Further out a straight line says nothing.
    private const double Reach = 1.5;

    private readonly TunePoint[] _points;

    public Curve(IEnumerable<TunePoint> points) => _points = [.. points.OrderBy(point => point.Crf)];

    public double Ssim(double crf) => At(crf, point => point.SsimAll);

    public double Kilobits(double crf) => Math.Exp(At(crf, point => Math.Log(point.Kilobits)));

    public double CpuRatio(double crf) => At(crf, point => point.CpuRatio);

    /// <summary>The largest crf that still has this SSIM; infinite when every crf within reach has it, or (negative) none.</summary>
    public double CrfForSsim(double ssim) => LargestCrf(crf => Ssim(crf) >= ssim);

    /// <summary>The crf from which on the bit rate is at most this; infinite when it is at no crf within reach, or (negative) at every.</summary>
    public double CrfForKilobits(double kilobits) => LargestCrf(crf => Kilobits(crf) >= kilobits);

    private double LargestCrf(Func<double, bool> holds)
    {
        var (low, high) = (_points[0].Crf - Reach, _points[^1].Crf + Reach);
        if (!holds(low)) return double.NegativeInfinity;
        if (holds(high)) return double.PositiveInfinity;
        for (var i = 0; i < 50; i++)
        {
            var middle = (low + high) / 2;
            if (holds(middle)) low = middle;
            else high = middle;
        }
        return low;
    }

    private double At(double crf, Func<TunePoint, double> value)
    {
        var right = Array.FindIndex(_points, point => point.Crf >= crf);
        if (right < 0) right = _points.Length - 1;
        if (right == 0) right = 1;
        var (a, b) = (_points[right - 1], _points[right]);
        return value(a) + (value(b) - value(a)) * (crf - a.Crf) / (b.Crf - a.Crf);
    }
}
