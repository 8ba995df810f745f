using System.Buffers;

namespace HighPerf.Core.Videos;

/// <summary>The first bytes of a file, collected as they come, in however small pieces.</summary>
public sealed class FileStart
{
    private readonly byte[] _bytes = new byte[FileSignature.Length];

    /// <summary>How many there are, at most <see cref="FileSignature.Length"/>.</summary>
    public int Length { get; private set; }

    /// <summary>There are enough to tell.</summary>
    public bool IsKnown => Length == _bytes.Length;

    /// <summary>They are those of MP4 or MOV.</summary>
    public bool IsIsoMedia => IsKnown && FileSignature.IsIsoMedia(_bytes);

    public void Take(in ReadOnlySequence<byte> bytes)
    {
        if (IsKnown) return;
        var taken = (int)Math.Min(bytes.Length, _bytes.Length - Length);
        bytes.Slice(0, taken).CopyTo(_bytes.AsSpan(Length));
        Length += taken;
    }
}
