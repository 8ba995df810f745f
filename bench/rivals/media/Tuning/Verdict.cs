namespace HighPerf.MediaRace.Tuning;

/// <summary>A setting at the crf where it is as good as the rival on every source.</summary>
/// <param name="Crf">That crf; null when it lies too far from what was measured.</param>
/// <param name="CpuRatios">CPU to the rival's, by source.</param>
/// <param name="RateRatios">Bit rate to the rival's, by source.</param>
/// <param name="SsimGains">SSIM less the rival's, by source.</param>
/// <param name="OwnCrfs">The crf at which each source alone is as good as the rival's: far apart, one crf cannot serve both.</param>
internal sealed record Verdict(
    Candidate Candidate,
    double? Crf,
    IReadOnlyList<double> CpuRatios,
    IReadOnlyList<double> RateRatios,
    IReadOnlyList<double> SsimGains,
    IReadOnlyList<double> OwnCrfs)
{
    /// <summary>How much less SSIM than the rival's counts as the same.</summary>
    public const double SsimSlack = 0.0002;

    /// <summary>How much more bit rate than the rival's counts as the same.</summary>
    public const double RateLimit = 1.03;

    public bool Allowed => Crf is not null && RateRatios.All(ratio => ratio <= RateLimit);

    public double Cpu => Results.Figures.GeometricMean(CpuRatios);

    public static Verdict Of(Candidate candidate, IReadOnlyList<string> sources, IReadOnlyList<TunePoint> points)
    {
        var rivals = sources.Select(source => points.Single(point => point.Candidate.IsRival && point.Source == source)).ToList();
        var curves = sources.Select(source => new Curve(points.Where(point => point.Candidate == candidate && point.Source == source))).ToList();
        var crfs = curves.Select((curve, i) => curve.CrfFor(rivals[i].SsimAll - SsimSlack)).ToList();
        if (crfs.Any(crf => crf is null)) return new Verdict(candidate, null, [], [], [], []);
        // Finer is not written into settings. Down: better on all.
        var common = Math.Floor(crfs.Min()!.Value * 10) / 10;
        return new Verdict(
            candidate, common,
            [.. curves.Select(curve => curve.CpuRatio(common))],
            [.. curves.Select((curve, i) => curve.Kilobits(common) / rivals[i].Kilobits)],
            [.. curves.Select((curve, i) => curve.Ssim(common) - rivals[i].SsimAll)],
            [.. crfs.Select(crf => crf!.Value)]);
    }
}
