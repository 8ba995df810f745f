using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// Joins separately encoded segments into one MP4, packet by packet. Each segment's times begin at frame 0; decode times
/// run ahead of display times by the encoder's reorder delay, which is the same in every segment, so they go on without a
/// step at each join; the writer makes sure of it.
/// </summary>
internal sealed unsafe class SegmentWriter(OutputContainer output, H264Encoder encoder)
{
    private readonly ParameterSets _parameterSets = encoder.ParameterSets;
    private long _offset;
    private long _packets;
    private long _lastDecodeTime = long.MinValue;

    /// <summary>Frames written so far.</summary>
    public long Frames => _offset + _packets;

    /// <summary>Copies an encoded bumper's packets.</summary>
    public void CopyBumper(string path, CancellationToken cancellation)
    {
        using var container = new InputContainer(path, cancellation);
        var stream = container.Stream(0);
        var parameters = InputContainer.Parameters(stream);
        var sets = ParameterSets.FromAvcc(new ReadOnlySpan<byte>((void*)parameters->extradata, parameters->extradata_size));
        if (!_parameterSets.Equals(sets))
            throw new InvalidOperationException($"The bumper {Path.GetFileName(path)} was encoded with other parameter sets than the clip.");

        using var packet = new Packet();
        while (container.Read(packet))
        {
            Libav.av_packet_rescale_ts(packet.Raw, stream->time_base, encoder.TimeBase);
            LengthPrefixed.ToAnnexB(packet);
            Write(packet);
        }
        EndSegment();
    }

    /// <summary>Takes every packet the encoder has ready.</summary>
    public void TakeEncoded(Packet packet)
    {
        while (encoder.TryReceive(packet)) Write(packet);
    }

    public void EndSegment()
    {
        _offset += _packets;
        _packets = 0;
    }

    private void Write(Packet packet)
    {
        if (_packets == 0 && (packet.Raw->flags & AVConst.AV_PKT_FLAG_KEY) == 0)
            throw new InvalidOperationException("A segment does not begin with a key frame.");
        packet.Raw->pts += _offset;
        packet.Raw->dts += _offset;
        if (_lastDecodeTime != long.MinValue && packet.Raw->dts != _lastDecodeTime + 1)
            throw new InvalidOperationException($"Decode time {packet.Raw->dts} follows {_lastDecodeTime}.");
        _lastDecodeTime = packet.Raw->dts;
        _packets++;
        output.Write(packet, encoder.TimeBase);
    }
}
