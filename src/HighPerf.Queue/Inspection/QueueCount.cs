namespace HighPerf.Queue.Inspection;

/// <summary>How many jobs of a kind are in a phase, and the age of the oldest in seconds.</summary>
public sealed record QueueCount(string Kind, string Phase, long Jobs, double OldestSeconds);
