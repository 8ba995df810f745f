namespace HighPerf.MediaRace.Contestants;

/// <summary>The files of an opening and a closing.</summary>
internal sealed record BumperPair(string Opening, string Closing);
