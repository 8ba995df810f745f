using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;

namespace HighPerf.Media.Showcase;

/// <summary>The packets of one stream, in order, with a look at those that come next.</summary>
internal sealed class PacketQueue(InputContainer container, int stream) : IDisposable
{
    // As many pictures as a stream may reorder (ITU-T H.264, A.3.1), so that no later picture of the same moment is missed.
    private const int Ahead = 16;

    private readonly Queue<Packet> _waiting = new(Ahead + 1);
    private readonly Stack<Packet> _free = new(Ahead + 1);
    private Packet? _current;
    private bool _ended;

    /// <summary>The packets after the one that <see cref="Next"/> gave.</summary>
    public Queue<Packet> Waiting => _waiting;

    /// <summary>The next packet, good until the call after; null at the end of the file.</summary>
    public Packet? Next()
    {
        if (_current is not null) _free.Push(_current);
        while (!_ended && _waiting.Count <= Ahead) Fill();
        return _current = _waiting.TryDequeue(out var packet) ? packet : null;
    }

    public void Dispose()
    {
        _current?.Dispose();
        foreach (var packet in _waiting) packet.Dispose();
        foreach (var packet in _free) packet.Dispose();
    }

    private void Fill()
    {
        var packet = _free.TryPop(out var used) ? used : new Packet();
        var read = false;
        try
        {
            read = container.Read(packet);
        }
        finally
        {
            _ended |= !read;
            if (read && packet.StreamIndex == stream) _waiting.Enqueue(packet);
            else _free.Push(packet);
        }
    }
}
