using HighPerf.MediaRace.Tuning;

namespace HighPerf.Media.Tests.Codecs;

/// <summary>What the tool that our encoder was chosen with says of a setting (bench/rivals/media).</summary>
public sealed class TuneVerdictTests
{
    private const string Source = "some";

    private static readonly Candidate Tried = Candidate.Parse("superfast");

    // The rival has 1,000 kbit/s and 0.95 here; a step of crf takes a tenth of the rate and 0.001 of SSIM.
    [Fact]
    public void A_setting_is_told_in_the_middle_of_its_window()
    {
        var verdict = Of(kilobits: 1_100, ssim: 0.952);
        Assert.True(verdict.Allowed);
        Assert.Equal(23.4, verdict.Crf!.Value, tolerance: 0.06); // from ln(1100 / 1030) / ln(10 / 9) = 0.62 above 22 until 2.2 above
        Assert.InRange(verdict.RateRatios[0], 0, Verdict.RateLimit);
        Assert.InRange(verdict.SsimGains[0], -Verdict.SsimSlack, 1);
    }

    [Fact]
    public void A_rate_that_is_too_high_everywhere_is_not_one_that_is_allowed_everywhere()
    {
        Assert.False(Of(kilobits: 4_000, ssim: 0.952).Allowed);
        Assert.True(Of(kilobits: 100, ssim: 0.952).Allowed);
    }

    [Fact]
    public void A_window_that_holds_no_crf_as_it_is_written_is_not_allowed()
    {
        Assert.True(new Window(23.82, 23.86).Holds(new Window(23.82, 23.86).Crf!.Value));
        Assert.False(new Window(23.82, 23.84).Holds(new Window(23.82, 23.84).Crf!.Value));
    }

    private static Verdict Of(double kilobits, double ssim) => Verdict.Of(
        Tried, [Source], [Point(Candidate.Rival, 23, 1_000, 0.95), Point(Tried, 22, kilobits, ssim), Point(Tried, 23, kilobits * 0.9, ssim - 0.001)]);

    private static TunePoint Point(Candidate candidate, double crf, double kilobits, double ssim) => new(candidate, Source, crf, 1, 1, kilobits, ssim, ssim, 40);
}
