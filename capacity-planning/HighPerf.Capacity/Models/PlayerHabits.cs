namespace HighPerf.Capacity.Models;

/// <summary>What one player does on average, and what it costs.</summary>
/// <param name="Requests">Kinds of requests at the peak.</param>
/// <param name="MeanOverPeak">The mean request rate of a day ÷ that of the peak, 0 to 1.</param>
/// <param name="UploadsPerDay">Videos of one player.</param>
/// <param name="BusiestHourShare">Share of a day's uploads that come in its busiest hour: 1 ÷ 24 when they are even.</param>
/// <param name="UploadMegabytes">Of an original, 10⁶ bytes.</param>
/// <param name="StoredMegabytesPerVideo">Original and clip, 10⁶ bytes.</param>
/// <param name="DaysKept">How long a video stays.</param>
/// <param name="ServedMegabytesPerDay">What one player downloads, 10⁶ bytes.</param>
internal sealed record PlayerHabits(
    IReadOnlyList<RequestHabit> Requests, double MeanOverPeak, double UploadsPerDay, double BusiestHourShare,
    double UploadMegabytes, double StoredMegabytesPerVideo, double DaysKept, double ServedMegabytesPerDay)
{
    /// <summary>The kind that verifies a password.</summary>
    public const string Login = "login";

    /// <summary>The kind that brings a video.</summary>
    public const string Upload = "upload";

    private const double DaysPerMonth = 365.0 / 12;
    private const double MegabytesPerGigabyte = 1_000;
    private const double SecondsPerDay = 86_400;

    /// <summary>10⁶ bytes in 10⁹ bits.</summary>
    private const double GigabitsPerMegabyte = 8 / 1_000.0;

    /// <summary>Of an upload, 10⁹ bits.</summary>
    public double UploadGigabits => UploadMegabytes * GigabitsPerMegabyte;

    /// <summary>Of what one player downloads, a second at the peak, 10⁹ bits.</summary>
    public double ServedGigabits => ServedMegabytesPerDay / SecondsPerDay / MeanOverPeak * GigabitsPerMegabyte;

    /// <summary>So many times that.</summary>
    /// <param name="videosPerMinutePerVcpu">How fast a worker is.</param>
    public CapacityDemand Of(double players, double videosPerMinutePerVcpu)
    {
        var uploads = players * UploadsPerDay;
        var videosPerHour = uploads * BusiestHourShare;
        var secondsPerVideo = 60 / videosPerMinutePerVcpu;
        return new CapacityDemand(
            players,
            players * Requests.Sum(request => request.PeakPerSecondPerPlayer),
            new VcpuDemand(players * Requests.Sum(request => request.PeakPerSecondPerPlayer * request.VcpuSeconds), MeanOverPeak),
            players * PeakOf(Login),
            players * (PeakOf(Upload) * UploadGigabits + ServedGigabits),
            new VcpuDemand(players * Requests.Sum(request => request.PeakPerSecondPerPlayer * request.DatabaseVcpuSeconds), MeanOverPeak),
            uploads,
            videosPerHour,
            new VcpuDemand(videosPerHour * secondsPerVideo / 3_600, 1 / (24 * BusiestHourShare)),
            uploads * DaysKept * StoredMegabytesPerVideo / MegabytesPerGigabyte,
            players * ServedMegabytesPerDay * DaysPerMonth / MegabytesPerGigabyte);
    }

    private double PeakOf(string kind) => Requests.Where(request => request.Kind == kind).Sum(request => request.PeakPerSecondPerPlayer);
}
