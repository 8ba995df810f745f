using System.Net;

namespace HighPerf.Chaos.Load;

/// <summary>Bytes of which half come at once and half after a while, or never: as from a phone that loses its network.</summary>
internal sealed class SlowContent(byte[] bytes, TimeSpan pause, bool breaksOff) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var half = bytes.Length / 2;
        await stream.WriteAsync(bytes.AsMemory(0, half), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await Task.Delay(pause, cancellationToken);
        if (breaksOff)
            throw new IOException("The client went away.");
        await stream.WriteAsync(bytes.AsMemory(half), cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
