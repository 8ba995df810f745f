using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace HighPerf.Api.Tus;

/// <summary><c>Upload-Checksum</c>: an algorithm and a Base64 digest of the request's body.</summary>
internal sealed class TusChecksum : IDisposable
{
    public const string Algorithms = "sha1,sha256";

    private readonly byte[] _expected;
    private readonly IncrementalHash _hash;

    private TusChecksum(HashAlgorithmName algorithm, byte[] expected) => (_hash, _expected) = (IncrementalHash.CreateHash(algorithm), expected);

    /// <summary>False when the header is there and cannot be understood.</summary>
    public static bool TryRead(string? header, out TusChecksum? checksum)
    {
        checksum = null;
        if (string.IsNullOrEmpty(header)) return true;
        if (header.Split(' ', 2) is not [var name, var digest] || !TryName(name, out var algorithm)) return false;
        var expected = new byte[64];
        if (!Convert.TryFromBase64String(digest, expected, out var length)) return false;
        checksum = new TusChecksum(algorithm, expected[..length]);
        return true;
    }

    public void Append(ReadOnlySpan<byte> bytes) => _hash.AppendData(bytes);

    public bool Matches() => CryptographicOperations.FixedTimeEquals(_hash.GetHashAndReset(), _expected);

    public void Dispose() => _hash.Dispose();

    [SuppressMessage("Security", "CA5350", Justification = "The protocol demands SHA-1; it tells damage on the way, and protects nothing.")]
    private static bool TryName(string name, out HashAlgorithmName algorithm)
    {
        algorithm = name switch
        {
            "sha1" => HashAlgorithmName.SHA1,
            "sha256" => HashAlgorithmName.SHA256,
            _ => default,
        };
        return algorithm.Name is not null;
    }
}
