using System.Text.Json;

namespace HighPerf.Load.Http;

/// <summary>A value of JSON as it stands in a body, without the quotes of a text.</summary>
internal static class JsonText
{
    /// <summary>Whether it has this text, however the server escapes it (RFC 8259 §7).</summary>
    public static bool Is(ReadOnlySpan<byte> raw, ReadOnlySpan<byte> text)
    {
        if (!raw.Contains((byte)'\\')) return raw.SequenceEqual(text);
        byte[] quoted = [(byte)'"', .. raw, (byte)'"']; // only a text has escapes
        var reader = new Utf8JsonReader(quoted);
        try
        {
            return reader.Read() && reader.ValueTextEquals(text);
        }
        catch (Exception e) when (e is InvalidOperationException or JsonException)
        {
            return false; // half of a surrogate pair is no text
        }
    }
}
