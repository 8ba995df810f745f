using System.Buffers.Binary;
using System.Buffers.Text;
using HighPerf.Core.Paging;

namespace HighPerf.Api.Paging;

/// <summary>The opaque form of a place in a list: microseconds since 1970 and the id, 24 bytes in base64url.</summary>
internal static class Cursor
{
    private const int Size = sizeof(long) + 16;

    public static string Write(Keyset place)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, (place.At - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        place.Id.TryWriteBytes(bytes[sizeof(long)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>False when it is not one of ours.</summary>
    public static bool TryRead(string text, out Keyset place)
    {
        place = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length > 64 || !Base64Url.IsValid(text, out var length) || length != Size || Base64Url.DecodeFromChars(text, bytes) != Size) return false;
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (microseconds is < 0 or > 253_402_300_799_999_999) return false; // the end of 9999
        place = new Keyset(DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), new Guid(bytes[sizeof(long)..], bigEndian: true));
        return true;
    }
}
