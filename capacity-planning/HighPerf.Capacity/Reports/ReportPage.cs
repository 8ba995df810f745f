using System.Globalization;
using System.Text;
using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity.Reports;

/// <summary>A report on its way: Markdown, and plots beside it.</summary>
/// <param name="directory">Where the report goes.</param>
/// <param name="plots">Where its plots go, below that.</param>
internal sealed class ReportPage(RunFolder folder, CampaignFacts facts, string directory, string plots)
{
    private readonly StringBuilder _text = new();

    public RunFolder Folder { get; } = folder;

    public CampaignFacts Facts { get; } = facts;

    public string Text => _text.ToString();

    /// <summary>A paragraph, a heading, or what else ends with an empty line.</summary>
    public void Paragraph(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture)).Append("\n\n");

    /// <param name="columns">Names; one that begins with # is of numbers.</param>
    public void Table(string[] columns, IEnumerable<FormattableString[]> rows)
    {
        _text.Append("| ").AppendJoin(" | ", columns.Select(name => name.TrimStart('#'))).Append(" |\n|").AppendJoin("|", columns.Select(name => name.StartsWith('#') ? "---:" : "---")).Append("|\n");
        foreach (var row in rows) _text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.ToString(CultureInfo.InvariantCulture))).Append(" |\n");
        _text.Append('\n');
    }

    /// <summary>Writes a plot, and shows it here.</summary>
    /// <param name="meaning">For who cannot see it.</param>
    public void Plot(string name, string svg, string meaning)
    {
        Directory.CreateDirectory(Path.Combine(directory, plots));
        File.WriteAllText(Path.Combine(directory, plots, name + ".svg"), svg);
        _text.Append(CultureInfo.InvariantCulture, $"![{meaning}]({plots}/{name}.svg)\n\n");
    }
}
