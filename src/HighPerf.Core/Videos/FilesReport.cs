namespace HighPerf.Core.Videos;

/// <summary>What a comparison of rows with files has found.</summary>
/// <param name="Videos">Rows of videos.</param>
/// <param name="Files">Files that they, and the segments of resumable uploads, name.</param>
/// <param name="Wrong">How many of those are missing, empty, or of another length than the row says.</param>
/// <param name="WrongFiles">The first of these.</param>
/// <param name="Leftovers">Files of ours that no row names and nobody has touched for an hour: what the worker's sweep is there for.</param>
/// <param name="LeftoverBytes">How many bytes those have.</param>
public sealed record FilesReport(long Videos, long Files, long Wrong, IReadOnlyList<WrongFile> WrongFiles, long Leftovers, long LeftoverBytes);
