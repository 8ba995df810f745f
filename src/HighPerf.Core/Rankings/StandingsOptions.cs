namespace HighPerf.Core.Rankings;

/// <summary>How the standings are followed.</summary>
/// <param name="Process">Name of this process among the feed's readers; unique among live processes.</param>
/// <param name="Period">Between two polls.</param>
/// <param name="MaxAge">Age beyond which the standings are not served any more.</param>
/// <param name="ClosesAt">When voting closes: a video that opens later has no place.</param>
public sealed record StandingsOptions(string Process, TimeSpan Period, TimeSpan MaxAge, DateTimeOffset? ClosesAt);
