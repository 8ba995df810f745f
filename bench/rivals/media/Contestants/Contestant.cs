using HighPerf.MediaRace.Processes;

namespace HighPerf.MediaRace.Contestants;

/// <summary>A way to make a showcase.</summary>
/// <param name="Name">As in <c>--against</c>.</param>
/// <param name="Title">What it is, for the report.</param>
/// <param name="Graph">What its picture should look like.</param>
/// <param name="Plan">Its commands.</param>
internal sealed record Contestant(string Name, string Title, Graph Graph, Func<Entry, IReadOnlyList<Step>> Plan)
{
    public const string OursName = "OURS";
    public const string BestName = "B";
    public const string TunedName = "B2";
    public const string NaiveName = "A";
}
