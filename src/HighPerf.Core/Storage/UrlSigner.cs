using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HighPerf.Core.Storage;

/// <summary>
/// Signs expiring URLs: HMAC-SHA256 over method, path and expiry (Unix seconds), with a key of its own, derived from the token secret
/// by HKDF (RFC 5869) so that neither can stand in for the other.
/// </summary>
public sealed class UrlSigner(byte[] secret, TimeSpan life, TimeProvider time)
{
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 32, info: "highperf original url"u8.ToArray());

    /// <summary><c>exp=…&amp;sig=…</c> for a GET of the path.</summary>
    public string Sign(string path)
    {
        var expires = (time.GetUtcNow() + life).ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"exp={expires}&sig={Signature(path, expires)}");
    }

    public bool Verify(string path, string? exp, string? sig) =>
        long.TryParse(exp, NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
        && expires >= time.GetUtcNow().ToUnixTimeSeconds()
        && sig is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Signature(path, expires)), Encoding.UTF8.GetBytes(sig));

    private string Signature(string path, long expires) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET\n{path}\n{expires}"))));
}
