using System.Security.Cryptography;
using System.Text;

namespace HighPerf.Hosting.Keys;

/// <summary>A key that access tokens are signed with (HS256, RFC 7518 §3.2). No record: those print what is in them.</summary>
/// <param name="text">The key; its bytes are the UTF-8 of the text, as with <c>JWT_SECRET</c>.</param>
/// <param name="id">What tokens call it (<c>kid</c>); by default the first eight hexadecimal digits of the key's SHA-256.</param>
/// <param name="published">When it was first to be seen by those who verify; null: long ago.</param>
/// <param name="retired">When it ceased to sign; null of one that has not, or whose time nobody wrote down.</param>
/// <exception cref="FormatException">It is shorter than the hash, 32 bytes.</exception>
public sealed class SigningKey(string text, string? id = null, DateTimeOffset? published = null, DateTimeOffset? retired = null)
{
    /// <summary>RFC 7518 §3.2: a key of the hash's size or larger.</summary>
    public const int MinBytes = 32;

    private readonly byte[] _bytes = Bytes(text);

    public string Id { get; } = id ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 4));

    public DateTimeOffset? Published => published;

    public DateTimeOffset? Retired => retired;

    /// <summary>A copy: nobody can change the key.</summary>
    public byte[] ToBytes() => [.. _bytes];

    /// <summary>A key of 32 random bytes.</summary>
    public static SigningKey New(DateTimeOffset published) =>
        new(System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(MinBytes)), published: published);

    /// <summary>Whether it is the same key by the same name.</summary>
    public bool Is(SigningKey other) => Id == other.Id && CryptographicOperations.FixedTimeEquals(_bytes, other._bytes);

    public SigningKey RetiredAt(DateTimeOffset moment) => new(text, Id, published, moment);

    internal SigningKeyText Write() => new(Id, text, published, retired);

    private static byte[] Bytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return bytes.Length >= MinBytes ? bytes : throw new FormatException($"has a key of {bytes.Length} bytes, and needs {MinBytes}");
    }
}
