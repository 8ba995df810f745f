using HighPerf.Capacity.Rivals.Systems;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>A system's turn of a race.</summary>
/// <param name="directory">For its raw data.</param>
/// <param name="cpus">Of the machine under load.</param>
/// <param name="isLast">There is no smaller machine to go to: where the generator fails, that is the result.</param>
/// <returns>Why the generator failed; null when it did not, or <paramref name="isLast"/>.</returns>
internal delegate Task<string?> Turn(IRival rival, string directory, double cpus, bool isLast);
