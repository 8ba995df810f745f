using System.Globalization;

namespace HighPerf.Capacity.Models;

/// <summary>List prices (capacity-planning/prices.csv), as of the date each row says: to be checked at their source before anything is decided by them.</summary>
internal sealed class PriceTable
{
    private const string Header = "kind,provider,name,vcpu,memory_gib,usd,unit,baseline_percent,credits_per_hour,network_gbit,arch,source,as_of";

    private PriceTable(IReadOnlyList<PriceRow> rows) => Rows = rows;

    public IReadOnlyList<PriceRow> Rows { get; }

    /// <summary>The oldest date of any row.</summary>
    public string AsOf => Rows.Select(row => row.AsOf).Order(StringComparer.Ordinal).First();

    /// <summary>Comma-separated, no quotes; # begins a comment line.</summary>
    /// <exception cref="FormatException">Names the line.</exception>
    public static PriceTable Parse(string text)
    {
        var lines = text.Split('\n').Select((line, index) => (Text: line.TrimEnd('\r'), Number: index + 1)).Where(line => line.Text.Length > 0 && line.Text[0] != '#').ToList();
        if (lines.Count < 2 || lines[0].Text != Header) throw new FormatException($"Prices begin with the line '{Header}' and have at least one more.");
        return new PriceTable([.. lines.Skip(1).Select(line => Row(line.Text, line.Number))]);
    }

    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public PriceRow Instance(string name) => Named(PriceKind.Instance, name);

    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public PriceRow Database(string name) => Named(PriceKind.Database, name);

    public IEnumerable<PriceRow> Of(PriceKind kind) => Rows.Where(row => row.Kind == kind);

    /// <exception cref="InvalidOperationException">There is none.</exception>
    public PriceRow Cheapest(PriceKind kind, string architecture = "") =>
        Of(kind).Where(row => Fits(row, architecture)).MinBy(row => row.Usd) ?? throw new InvalidOperationException($"There is no price of {kind} {architecture}.");

    /// <summary>Of a burstable family's processor time beyond the baseline, per vCPU and hour.</summary>
    public double SurplusUsd(string family) =>
        Of(PriceKind.Surplus).FirstOrDefault(row => row.Name == family)?.Usd ?? throw new InvalidOperationException($"There is no price of surplus credits of {family}.");

    /// <summary>Whether something runs programs of an architecture; an empty one fits all.</summary>
    public static bool Fits(PriceRow row, string architecture) => architecture.Length == 0 || row.Architecture.Length == 0 || row.Architecture == architecture;

    private PriceRow Named(PriceKind kind, string name) => Of(kind).FirstOrDefault(row => row.Name == name) ?? throw new InvalidOperationException($"There is no {name} in the price list.");

    private static PriceRow Row(string line, int number)
    {
        var cells = line.Split(',');
        if (cells.Length != Header.Split(',').Length) throw new FormatException($"Line {number} of the prices has {cells.Length} cells.");
        if (!Enum.TryParse<PriceKind>(cells[0], ignoreCase: true, out var kind)) throw new FormatException($"Line {number} of the prices: '{cells[0]}' is no kind.");
        return new PriceRow(
            kind, cells[1], cells[2], Number(cells[3], number) ?? 0, Number(cells[4], number) ?? 0,
            Number(cells[5], number) ?? throw new FormatException($"Line {number} has no price."), cells[6],
            Number(cells[7], number), Number(cells[8], number), Number(cells[9], number) ?? 0, cells[10], cells[11], cells[12]);
    }

    private static double? Number(string cell, int number) =>
        cell.Length == 0 ? null
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 ? value
        : throw new FormatException($"Line {number} of the prices: '{cell}' is no number.");
}
