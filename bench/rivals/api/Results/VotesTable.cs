using System.Globalization;
using System.Text;

namespace HighPerf.ApiRace.Results;

/// <summary>Votes per second, ours and pgbench's by its connections.</summary>
internal static class VotesTable
{
    public static string Of(IReadOnlyList<double> ours, IReadOnlyDictionary<int, List<double>> pgbench)
    {
        var text = new StringBuilder("| | votes/s, median | ours ÷ it, median of rounds |\n|---|---:|---:|\n");
        text.Append(CultureInfo.InvariantCulture, $"| ours | {Figures.Median(ours):N0} | |\n");
        foreach (var (clients, rates) in pgbench)
        {
            text.Append(CultureInfo.InvariantCulture, $"| pgbench, {clients} connections | {Figures.Median(rates):N0} | {Figures.Median(ours.Zip(rates, (a, b) => a / b)):F2} |\n");
        }

        return text.ToString();
    }
}
