using System.Text.Json;

namespace HighPerf.Load.Http;

/// <summary>Looks into a body: is it JSON to its end, how many items has it, and what do some fields say (of a list: those of its first item).</summary>
internal ref struct JsonPeek
{
    private readonly ReadOnlySpan<byte> _body;

    private JsonPeek(ReadOnlySpan<byte> body) => _body = body;

    /// <summary>Items of the list; −1 when it is none.</summary>
    public int Items { get; private set; } = -1;

    /// <param name="names">Fields that are looked for.</param>
    /// <param name="found">Where the value of each is in the body, without the quotes of a text; length −1 of what is not there.</param>
    /// <returns>False when the body is no JSON.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, ReadOnlySpan<byte[]> names, Span<(int Start, int Length)> found, out int items)
    {
        found.Fill((0, -1));
        var peek = new JsonPeek(body);
        items = -1;
        try
        {
            peek.Read(names, found);
        }
        catch (JsonException)
        {
            return false;
        }

        items = peek.Items;
        return true;
    }

    private void Read(ReadOnlySpan<byte[]> names, Span<(int Start, int Length)> found)
    {
        var reader = new Utf8JsonReader(_body);
        if (!reader.Read()) throw new JsonException();
        var list = reader.TokenType == JsonTokenType.StartArray;
        if (list) Items = 0;
        var depth = list ? 2 : 1; // of the fields that are looked at
        while (reader.Read())
        {
            if (list && reader.CurrentDepth == 1 && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject)) Items++;
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != depth || (list && Items > 1)) continue;
            for (var n = 0; n < names.Length; n++)
            {
                if (!reader.ValueTextEquals(names[n])) continue;
                reader.Read();
                var place = Place(reader);
                var name = names[n];
                for (; n < names.Length; n++)
                {
                    if (names[n].AsSpan().SequenceEqual(name)) found[n] = place; // a name may be wanted for several reasons
                }
            }
        }
    }

    private static (int Start, int Length) Place(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length),
        JsonTokenType.StartObject or JsonTokenType.StartArray => ((int)reader.TokenStartIndex, 0),
        _ => ((int)reader.TokenStartIndex, reader.ValueSpan.Length),
    };
}
