using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace HighPerf.Core.Legacy;

/// <summary>
/// The new id of an old row: a UUIDv7 (RFC 9562 §5.7) whose time is the row's and whose other bits are a hash of source, kind and old
/// id. An import that is interrupted, or rehearsed elsewhere, gives the same ids and so the same file names.
/// </summary>
internal static class LegacyId
{
    public const string Player = "player";
    public const string Video = "video";

    public static Guid Of(string source, string kind, long oldId, DateTime at)
    {
        Span<byte> id = stackalloc byte[16];
        SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{source}\0{kind}\0{oldId}"))).AsSpan(0, id.Length).CopyTo(id);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, Math.Max(0, new DateTimeOffset(at).ToUnixTimeMilliseconds()));
        time[2..].CopyTo(id); // 48 bits of milliseconds
        id[6] = (byte)((id[6] & 0x0f) | 0x70);
        id[8] = (byte)((id[8] & 0x3f) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
