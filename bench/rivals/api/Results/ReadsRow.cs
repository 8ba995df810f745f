using System.Globalization;
using System.Text;
using HighPerf.ApiRace.Load;

namespace HighPerf.ApiRace.Results;

/// <summary>One list in one form: what ours, bare Kestrel, and bare Kestrel with all its threads under SCHED_BATCH, did in turns.</summary>
internal sealed record ReadsRow(
    string List, string Form, IList<WrkResult> Ours, IList<WrkResult> Bare, IList<WrkResult> Batch, string CommandLine)
{
    private const string Head = """
        | list | form | ours, requests/s | bare Kestrel | ours ÷ bare | bare, batch | ours ÷ bare, batch | p99 ours, ms | p99 bare, ms |
        |---|---|---:|---:|---:|---:|---:|---:|---:|

        """;

    public static string Table(IEnumerable<ReadsRow> rows)
    {
        var text = new StringBuilder(Head);
        foreach (var row in rows)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.List} | {row.Form} | {Rate(row.Ours):N0} | {Rate(row.Bare):N0} | {row.Against(row.Bare):F3} | {Rate(row.Batch):N0} | {row.Against(row.Batch):F3} | {P99(row.Ours):F2} | {P99(row.Bare):F2} |\n");
        }

        foreach (var command in rows.Select(row => row.CommandLine).Distinct(StringComparer.Ordinal)) text.Append('\n').Append("    ").Append(command);
        return text.Append('\n').ToString();
    }

    /// <summary>The median of the rounds' ratios.</summary>
    private double Against(IList<WrkResult> theirs) => Figures.Median(Ours.Zip(theirs, (ours, other) => ours.Rate / other.Rate));

    private static double Rate(IList<WrkResult> turns) => Figures.Median(turns.Select(turn => turn.Rate));

    private static double P99(IList<WrkResult> turns) => Figures.Median(turns.Select(turn => turn.P99));
}
