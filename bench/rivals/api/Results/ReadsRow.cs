using System.Globalization;
using System.Text;
using HighPerf.ApiRace.Load;

namespace HighPerf.ApiRace.Results;

/// <summary>One list in one form: what ours and bare Kestrel did in turns.</summary>
internal sealed record ReadsRow(string List, string Form, IReadOnlyList<WrkResult> Ours, IReadOnlyList<WrkResult> Bare, string CommandLine)
{
    /// <summary>The median of the rounds' ratios.</summary>
    public double Ratio => Figures.Median(Ours.Zip(Bare, (ours, bare) => ours.Rate / bare.Rate));

    public static string Table(IEnumerable<ReadsRow> rows)
    {
        var text = new StringBuilder("| list | form | ours, requests/s | bare Kestrel | ours ÷ bare | p99 ours, ms | p99 bare, ms |\n|---|---|---:|---:|---:|---:|---:|\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row.List} | {row.Form} | {Figures.Median(row.Ours.Select(r => r.Rate)):N0} | {Figures.Median(row.Bare.Select(r => r.Rate)):N0} | {row.Ratio:F3} | {Figures.Median(row.Ours.Select(r => r.P99)):F2} | {Figures.Median(row.Bare.Select(r => r.P99)):F2} |\n");
        }

        foreach (var command in rows.Select(row => row.CommandLine).Distinct(StringComparer.Ordinal)) text.Append('\n').Append("    ").Append(command);
        return text.Append('\n').ToString();
    }
}
