using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace HighPerf.Api.Auth;

/// <summary>SHA-256 of a token's text: all that has to be kept of it to know it again, a tenth of its size and no secret.</summary>
internal readonly record struct TokenDigest(UInt128 High, UInt128 Low)
{
    public static TokenDigest Of(ReadOnlySpan<char> token)
    {
        Span<UInt128> halves = stackalloc UInt128[2];
        SHA256.HashData(MemoryMarshal.AsBytes(token), MemoryMarshal.AsBytes(halves));
        return new TokenDigest(halves[0], halves[1]);
    }

    /// <summary>Any part of a digest is as good as all of it.</summary>
    public override int GetHashCode() => (int)(uint)Low;
}
