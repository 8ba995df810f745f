using HighPerf.Load.Plans;

namespace HighPerf.Load.Feeds;

/// <summary>Reads a file of values separated by commas, with a line of names; a value in quotes may hold commas and doubled quotes (RFC 4180, without line ends in values).</summary>
internal static class Csv
{
    /// <exception cref="PlanException">It cannot be read, or is none.</exception>
    public static Dictionary<string, string[]> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"{path}: {e.Message}");
        }

        var rows = lines.Where(line => line.Length > 0).Select(Split).ToList();
        if (rows.Count < 2) throw new PlanException($"{path}: a feed has a line of names and at least one of values");
        for (var n = 1; n < rows.Count; n++)
        {
            if (rows[n].Count != rows[0].Count) throw new PlanException($"{path}: row {n} has {rows[n].Count} values, and there are {rows[0].Count} names");
        }

        string[] names = [.. rows[0].Select(name => name.Trim())];
        if (names.Distinct(StringComparer.Ordinal).Count() < names.Length) throw new PlanException($"{path}: two columns have the same name");
        return Enumerable.Range(0, names.Length).ToDictionary(column => names[column], column => rows.Skip(1).Select(row => row[column]).ToArray(), StringComparer.Ordinal);
    }

    private static List<string> Split(string line)
    {
        var values = new List<string>();
        for (var at = 0; at <= line.Length;)
        {
            if (at < line.Length && line[at] == '"')
            {
                var end = at + 1;
                while (end < line.Length && (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))) end += line[end] == '"' ? 2 : 1;
                values.Add(line[(at + 1)..Math.Min(end, line.Length)].Replace("\"\"", "\"", StringComparison.Ordinal));
                at = end + 2;
            }
            else
            {
                var end = line.IndexOf(',', at) is >= 0 and var comma ? comma : line.Length;
                values.Add(line[at..end]);
                at = end + 1;
            }
        }

        return values;
    }
}
