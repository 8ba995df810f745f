using System.Text;
using System.Text.Json;

namespace HighPerf.Load.Feeds;

/// <summary>The values of one column of a feed, encoded once for each place that they are written to.</summary>
internal sealed class Column(int slot, string[] values)
{
    private readonly byte[]?[][] _encoded = new byte[Enum.GetValues<ValuePlace>().Length][][];

    /// <summary>Which of a visitor's rows it goes by.</summary>
    public int Slot { get; } = slot;

    public string[] Values { get; } = values;

    public byte[][] In(ValuePlace place) => (_encoded[(int)place] ??= [.. Values.Select(value => Encode(value, place))])!;

    public static byte[] Encode(string value, ValuePlace place) => Encoding.UTF8.GetBytes(place switch
    {
        ValuePlace.Url => Uri.EscapeDataString(value),
        ValuePlace.Json => JsonEncodedText.Encode(value).ToString(),
        _ => value,
    });
}
