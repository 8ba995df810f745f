namespace HighPerf.MediaRace.Tuning;

/// <summary>A setting at one crf for every source: in the middle of those at which all are as good as the rival's, where there are such.</summary>
/// <param name="Crf">That crf, or the largest at which SSIM is the rival's on every source; null when it lies too far from what was measured.</param>
/// <param name="Window">What the sources' windows have in common.</param>
/// <param name="CpuRatios">CPU to the rival's, by source.</param>
/// <param name="RateRatios">Bit rate to the rival's, by source.</param>
/// <param name="SsimGains">SSIM less the rival's, by source.</param>
/// <param name="Windows">The crfs at which each source alone is as good as the rival's: apart, one crf cannot serve both.</param>
internal sealed record Verdict(
    Candidate Candidate,
    double? Crf,
    Window Window,
    IReadOnlyList<double> CpuRatios,
    IReadOnlyList<double> RateRatios,
    IReadOnlyList<double> SsimGains,
    IReadOnlyList<Window> Windows)
{
    /// <summary>How much less SSIM than the rival's counts as the same.</summary>
    public const double SsimSlack = 0.0002;

    /// <summary>How much more bit rate than the rival's counts as the same.</summary>
    public const double RateLimit = 1.03;

    public bool Allowed => Crf is { } crf && Window.Holds(crf);

    public double Cpu => Results.Figures.GeometricMean(CpuRatios);

    public static Verdict Of(Candidate candidate, IReadOnlyList<string> sources, IReadOnlyList<TunePoint> points)
    {
        var rivals = sources.Select(source => points.Single(point => point.Candidate.IsRival && point.Source == source)).ToList();
        var curves = sources.Select(source => new Curve(points.Where(point => point.Candidate == candidate && point.Source == source))).ToList();
        List<Window> windows =
        [
            .. curves.Zip(rivals, (curve, rival) => new Window(curve.CrfForKilobits(rival.Kilobits * RateLimit), curve.CrfForSsim(rival.SsimAll - SsimSlack))),
        ];
        var common = windows.Aggregate((a, b) => a.And(b));
        if (common.Crf is not { } crf) return new Verdict(candidate, null, common, [], [], [], windows);
        return new Verdict(
            candidate, crf, common,
            [.. curves.Select(curve => curve.CpuRatio(crf))],
            [.. curves.Select((curve, i) => curve.Kilobits(crf) / rivals[i].Kilobits)],
            [.. curves.Select((curve, i) => curve.Ssim(crf) - rivals[i].SsimAll)],
            windows);
    }
}
