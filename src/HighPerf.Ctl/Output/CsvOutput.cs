namespace HighPerf.Ctl.Output;

/// <summary>
/// RFC 4180. What players write may begin like a spreadsheet's formula; such a cell gets an apostrophe in front, which spreadsheets show
/// as text (OWASP, CSV injection).
/// </summary>
internal static class CsvOutput
{
    public static void Write(IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        foreach (var row in rows.Prepend([.. columns])) Console.Out.Write(string.Join(',', row.Select(Cell)) + "\r\n");
    }

    private static string Cell(string text)
    {
        if (text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal)) text = "'" + text;
        return text.AsSpan().ContainsAny("\",\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
