namespace HighPerf.MediaRace.Sources;

/// <summary>Real footage that a Debian package brings.</summary>
/// <param name="Package">The package. It is downloaded and unpacked, not installed.</param>
/// <param name="Path">The file, below the package's <c>/usr/share</c>.</param>
internal sealed record Footage(string Package, string Path);
