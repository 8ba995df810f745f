using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HighPerf.Core.Storage;

/// <summary>
/// Signs expiring URLs: HMAC-SHA256 over method, path and expiry (Unix seconds), with a key of its own, derived from the token secret
/// by HKDF (RFC 5869) so that neither can stand in for the other. Where tokens have several keys, the first of them signs and each is verified.
/// </summary>
public sealed class UrlSigner(IReadOnlyList<byte[]> secrets, TimeSpan life, TimeProvider time)
{
    private volatile byte[][] _keys = Derive(secrets);

    /// <summary>Other secrets from now on, the one that signs first.</summary>
    public void Use(IReadOnlyList<byte[]> others) => _keys = Derive(others);

    /// <summary><c>exp=…&amp;sig=…</c> for a GET of the path.</summary>
    public string Sign(string path)
    {
        var expires = (time.GetUtcNow() + life).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"exp={expires}&sig={Signature(_keys[0], path, expires)}");
    }

    public bool Verify(string path, string? exp, string? sig) =>
        long.TryParse(exp, NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
        && expires >= time.GetUtcNow().ToUnixTimeSeconds()
        && sig is not null
        && Array.Exists(_keys, key => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Signature(key, path, expires)), Encoding.UTF8.GetBytes(sig)));

    private static byte[][] Derive(IReadOnlyList<byte[]> secrets) =>
        [.. secrets.Select(secret => HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "highperf original url"u8.ToArray()))];

    private static string Signature(byte[] key, string path, long expires) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET\n{path}\n{expires}"))));
}
