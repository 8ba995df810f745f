namespace HighPerf.MediaRace.Quality;

/// <summary>What a contestant made of a source; looked at once, in the first round.</summary>
/// <param name="Frames">All of them, with bumpers.</param>
/// <param name="Clean">Whether a full decode had nothing to say.</param>
/// <param name="Kilobits">Bit rate of the body, kbit/s.</param>
internal sealed record Outcome(int Frames, bool Clean, double Kilobits, PictureQuality Quality);
