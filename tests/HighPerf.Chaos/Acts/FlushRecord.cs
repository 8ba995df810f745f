namespace HighPerf.Chaos.Acts;

/// <summary>What a FLUSHALL met.</summary>
/// <param name="Act">The act's number.</param>
/// <param name="Waiting">Jobs that were due and had no lease.</param>
/// <param name="Running">Jobs with a live lease.</param>
internal sealed record FlushRecord(int Act, DateTimeOffset At, int Waiting, IReadOnlyList<LeaseSeen> Running);
