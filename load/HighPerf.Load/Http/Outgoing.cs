using System.Globalization;

namespace HighPerf.Load.Http;

/// <summary>A request on its way: bytes, perhaps a part of a file, and bytes after it.</summary>
internal sealed class Outgoing
{
    private byte[] _bytes = new byte[1_024];

    public int Length { get; private set; }

    /// <summary>How many of the bytes go before the file; all, without one.</summary>
    public int Before { get; private set; }

    public PlanFileHandle? File { get; private set; }

    public long FileOffset { get; private set; }

    public long FileLength { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    public void Clear() => (Length, Before, File, FileLength) = (0, 0, null, 0);

    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - Length < bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(Length));
        Length += bytes.Length;
        if (File is null) Before = Length;
    }

    public void Write(long number)
    {
        Span<byte> digits = stackalloc byte[20];
        number.TryFormat(digits, out var written, default, CultureInfo.InvariantCulture);
        Write(digits[..written]);
    }

    /// <summary>Here the file's bytes go, straight from the page cache.</summary>
    public void WriteFile(PlanFileHandle file, long offset, long length) => (File, FileOffset, FileLength) = (file, offset, length);
}
