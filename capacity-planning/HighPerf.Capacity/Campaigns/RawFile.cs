namespace HighPerf.Capacity.Campaigns;

/// <summary>A file of a campaign.</summary>
/// <param name="Path">Below the campaign's directory.</param>
internal sealed record RawFile(string Path, long Bytes, string Sha256);
