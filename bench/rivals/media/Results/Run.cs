using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Results;

/// <summary>One measured turn.</summary>
/// <param name="Bytes">The size of what was made.</param>
internal sealed record Run(string Source, string Contestant, int Round, Cost Cost, long Bytes);
