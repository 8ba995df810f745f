namespace HighPerf.Capacity.Rivals.Races;

/// <summary>A turn of uploads: its <c>upload.json</c>, beside result.json and machine.csv.</summary>
/// <param name="ClipBytes">Of each.</param>
/// <param name="IdleMiB">What the machine held for itself before.</param>
/// <param name="MostMiB">The most while they came, looked at twice a second.</param>
internal sealed record UploadRecord(long ClipBytes, double IdleMiB, double MostMiB);
