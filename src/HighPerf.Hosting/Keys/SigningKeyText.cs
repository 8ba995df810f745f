namespace HighPerf.Hosting.Keys;

/// <summary>A key as it is written.</summary>
internal sealed record SigningKeyText(string? Kid, string? Key, DateTimeOffset? Published = null, DateTimeOffset? Retired = null)
{
    /// <summary>A record's own would print the key.</summary>
    public override string ToString() => Kid ?? "";
}
