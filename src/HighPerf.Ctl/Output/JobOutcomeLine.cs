namespace HighPerf.Ctl.Output;

/// <summary>What a verb did to one job, for scripts.</summary>
internal sealed record JobOutcomeLine(Guid Job, string Outcome);
