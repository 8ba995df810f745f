namespace HighPerf.Media.Showcase;

/// <summary>Files that replace the built-in artwork, each null for the built-in one.</summary>
/// <param name="LogoFile">The watermark: a PNG, best with transparency; scaled down to fit 240×96.</param>
/// <param name="OpeningFile">The opening bumper: a PNG, shown for two seconds, or an MP4, of which 2.5 s are used.</param>
/// <param name="ClosingFile">The closing bumper, likewise.</param>
public sealed record ShowcaseArtwork(string? LogoFile, string? OpeningFile, string? ClosingFile);
