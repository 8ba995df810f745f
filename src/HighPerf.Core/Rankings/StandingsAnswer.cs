namespace HighPerf.Core.Rankings;

/// <summary>What one process found when it compared its standings with the tables. Drift null: it has not answered.</summary>
public sealed record StandingsAnswer(string Process, long? Videos, long? Drift);
