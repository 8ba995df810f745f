namespace HighPerf.Load.Runs;

/// <summary>What the command line says of a run.</summary>
/// <param name="Target">Beats the plan's.</param>
/// <param name="Settings">Values of the plan's variables.</param>
/// <param name="Loops">Threads that make load.</param>
/// <param name="StartAt">For several generators at once.</param>
/// <param name="Seed">Of all that is drawn; another one each time without it.</param>
/// <param name="Quiet">No progress.</param>
/// <param name="IsSmoke">What the machine does makes it no worse; its numbers are not to be quoted.</param>
internal sealed record RunOptions(string Path, Uri? Target, IReadOnlyDictionary<string, string> Settings, int Loops, DateTimeOffset? StartAt, int? Seed, bool Quiet, bool IsSmoke);
