namespace HighPerf.Hosting.Keys;

/// <summary>All keys as they are written.</summary>
internal sealed record SigningKeysText(SigningKeyText? Next, SigningKeyText? Current, SigningKeyText? Previous);
