using HighPerf.Core.Rankings;

namespace HighPerf.Ctl;

/// <summary>The selected as <c>hpctl winners --json</c> prints them. They are provisional until voting has closed.</summary>
internal sealed record WinnersReport(DateTimeOffset? ClosesAt, bool Provisional, IReadOnlyList<Winner> Winners);
