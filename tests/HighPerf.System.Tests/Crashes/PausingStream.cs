using HighPerf.System.Tests.Client;

namespace HighPerf.System.Tests.Crashes;

/// <summary>The beginning of an MP4 that never goes on: an upload that hangs in the middle.</summary>
internal sealed class PausingStream(int bytesBeforePause) : Stream
{
    private readonly byte[] bytes = Mp4Bytes.Damaged(bytesBeforePause);
    private int sent;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => sent;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (sent == bytes.Length)
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        var count = Math.Min(buffer.Length, bytes.Length - sent);
        bytes.AsMemory(sent, count).CopyTo(buffer);
        sent += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
