namespace HighPerf.Chaos.Acts;

/// <summary>A live lease as it stood in the database: this attempt of the job was running.</summary>
internal sealed record LeaseSeen(Guid Job, int Attempt, string Owner);
