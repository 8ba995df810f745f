using System.Globalization;
using System.Net;
using System.Text;

namespace HighPerf.Load.Reports;

/// <summary>Our own Markdown as HTML: a heading, paragraphs, lists and tables are all that reports are made of.</summary>
internal static class MarkdownTables
{
    public static void Append(StringBuilder html, string markdown)
    {
        var table = false;
        foreach (var line in markdown.Split('\n'))
        {
            var isRow = line is ['|', .., '|'];
            if (table && !isRow) html.Append("</table>\n");
            if (isRow && !line.StartsWith("|---", StringComparison.Ordinal))
            {
                if (!table) html.Append("<table>\n");
                var tag = table ? "td" : "th";
                html.Append("<tr>").AppendJoin("", line[1..^1].Split('|').Select(cell => $"<{tag}>{Inline(cell.Trim())}</{tag}>")).Append("</tr>\n");
            }

            table = isRow;
            if (isRow || line.Length == 0) continue;
            if (line.StartsWith("# ", StringComparison.Ordinal)) html.Append(CultureInfo.InvariantCulture, $"<h1>{Inline(line[2..])}</h1>\n");
            else html.Append(CultureInfo.InvariantCulture, $"<p>{Inline(line)}</p>\n");
        }
    }

    private static string Inline(string text)
    {
        var encoded = WebUtility.HtmlEncode(text);
        return encoded.StartsWith("**", StringComparison.Ordinal) && encoded.EndsWith("**", StringComparison.Ordinal) ? $"<b class=\"bad\">{encoded[2..^2]}</b>" : encoded;
    }
}
