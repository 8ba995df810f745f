using Spectre.Console;

namespace HighPerf.Ctl.Output;

/// <summary>Tables for people. Redirected output is not folded to a terminal's width.</summary>
internal static class TableOutput
{
    private const int RedirectedWidth = 400;

    public static void Write(string whenEmpty, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(new TableColumn(new Text(column)));
        foreach (var row in rows) table.AddRow(row.Select(cell => new Text(cell)));
        if (table.Rows.Count == 0)
        {
            Console.WriteLine(whenEmpty);
            return;
        }

        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = RedirectedWidth;
        AnsiConsole.Write(table);
    }
}
