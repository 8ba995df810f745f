using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using HighPerf.Api.Live;

namespace HighPerf.Api.Lists;

/// <summary>
/// A JSON body ready to be sent, plain and compressed. Its version is made from the bytes, and so is equal in every process that answers
/// the same; each coding has one of its own (RFC 9110 §8.8.3.3).
/// </summary>
internal sealed class ReadyBody
{
    private const int WorthCompressing = 256; // bytes: what is smaller fits one packet anyway

    private readonly string _hash;
    private Coding? _gzip;
    private NamedEvent? _event;

    public ReadyBody(byte[] bytes)
    {
        _hash = Base64Url.EncodeToString(SHA256.HashData(bytes).AsSpan(0, 16));
        Plain = new Coding(bytes, $"\"{_hash}\"");
    }

    public Coding Plain { get; }

    /// <summary>Compressed when first asked for; the plain bytes when that would not make them fewer.</summary>
    public Coding Gzip => _gzip ??= Plain.Bytes.Length < WorthCompressing ? Plain : Compressed();

    /// <summary>The body as a server-sent event, its version as id.</summary>
    public byte[] Event(string name) =>
        (_event is { } known && known.Name == name ? known : _event = new NamedEvent(name, EventStream.Format(name, Plain.ETag, Plain.Bytes))).Bytes;

    private Coding Compressed()
    {
        using var buffer = new MemoryStream(Plain.Bytes.Length);
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Plain.Bytes);
        return buffer.Length < Plain.Bytes.Length ? new Coding(buffer.ToArray(), $"\"{_hash}-gzip\"") : Plain;
    }

    private sealed record NamedEvent(string Name, byte[] Bytes);

    /// <param name="ETag">Strong.</param>
    internal sealed record Coding(byte[] Bytes, string ETag);
}
