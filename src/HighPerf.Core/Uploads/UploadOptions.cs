namespace HighPerf.Core.Uploads;

/// <summary>The bounds of resumable uploads.</summary>
/// <param name="Life">How long an upload is kept after its last byte.</param>
/// <param name="WriterLease">How long a writer that does not renew is waited for.</param>
/// <param name="MaxUnfinished">Of one player.</param>
public sealed record UploadOptions(TimeSpan Life, TimeSpan WriterLease, int MaxUnfinished)
{
    /// <summary>Most pieces that one upload may come in: each is a row and a file.</summary>
    public const int MaxSegments = 10_000;
}
