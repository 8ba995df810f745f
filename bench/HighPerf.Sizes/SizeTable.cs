using System.Globalization;

namespace HighPerf.Sizes;

/// <summary>A binary's bytes by assembly, largest first; the rows add up to the file.</summary>
internal static class SizeTable
{
    private const int Rows = 15;

    public static void Print(string binary, IReadOnlyDictionary<string, long> sizes, PackageNames packages)
    {
        long file = new FileInfo(binary).Length;
        long known = sizes.Values.Sum();
        List<(string Assembly, long Bytes)> rows = [.. sizes.Select(pair => (pair.Key, pair.Value)).OrderByDescending(row => row.Value)];

        Console.WriteLine(Invariant($"  {Path.GetFileName(binary)}: {file / 1e6:F1} MB"));
        foreach ((string assembly, long bytes) in rows.Take(Rows))
            Row(assembly, bytes, packages.Of(assembly));
        if (rows.Count > Rows)
            Row(Invariant($"({rows.Count - Rows} more assemblies)"), rows.Skip(Rows).Sum(row => row.Bytes), "");
        Row("(native code, unwind tables, less packing)", file - known, "");

        void Row(string name, long bytes, string package) =>
            Console.WriteLine(Invariant($"    {name,-48} {bytes / 1024.0,9:F0} KB {100.0 * bytes / file,5:F1} %  {package}"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
