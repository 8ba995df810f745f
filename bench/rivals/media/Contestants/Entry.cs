namespace HighPerf.MediaRace.Contestants;

/// <summary>One clip to be made into one showcase.</summary>
/// <param name="Clip">The source clip.</param>
/// <param name="Target">The MP4 to be made; it does not exist.</param>
internal sealed record Entry(string Clip, string Target);
