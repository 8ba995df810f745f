using System.Globalization;
using HighPerf.Media.Codecs;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Containers;

/// <summary>
/// An MP4 with one H.264 stream, index in front (faststart: the muxer moves the data up when it is done). Packets come as
/// Annex B, parameter sets apart; the muxer writes them length-prefixed (ISO/IEC 14496-15, 5.3).
/// </summary>
internal sealed unsafe class OutputContainer : IDisposable
{
    // Divides evenly by every frame rate in use, so that times in the file are exact.
    private const int TrackTimescale = 15360;

    private readonly Interruption _interruption;
    private AVFormatContext* _context;
    private AVStream* _stream;
    private bool _finished;

    public OutputContainer(string path, CancellationToken cancellation)
    {
        _interruption = new Interruption(cancellation);
        AVFormatContext* context;
        var url = "file:" + path;
        LibavException.Check(avformat_alloc_output_context2(&context, 0, "mp4", url), "create an MP4");
        _context = context;
        try
        {
            context->interrupt_callback = _interruption.Callback;
            var interrupt = _interruption.Callback;
            LibavException.Check(avio_open2(&context->pb, url, AVConst.AVIO_FLAG_WRITE, &interrupt, null), "open the output");
            _stream = LibavException.Check(avformat_new_stream(context, 0), "add a stream");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Takes size, colour and parameter sets from the encoder and writes the file's head.</summary>
    public void Begin(H264Encoder encoder)
    {
        LibavException.Check(avcodec_parameters_from_context((AVCodecParameters*)_stream->codecpar, encoder.Raw), "describe the stream");
        _stream->time_base = encoder.TimeBase;
        _stream->avg_frame_rate = encoder.FrameRate;
        _stream->sample_aspect_ratio = new AVRational { num = 1, den = 1 };
        using var options = new Options(
            ("movflags", "+faststart"),
            ("video_track_timescale", TrackTimescale.ToString(CultureInfo.InvariantCulture)));
        fixed (nint* dictionary = &options.Dictionary)
            LibavException.Check(avformat_write_header(_context, dictionary), "write the head of the MP4");
        options.ThrowIfAnyLeft("write the head of the MP4");
    }

    /// <summary>Writes one packet and leaves it empty.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="timeBase">The unit of the packet's times.</param>
    public void Write(Packet packet, AVRational timeBase)
    {
        av_packet_rescale_ts(packet.Raw, timeBase, _stream->time_base);
        packet.Raw->stream_index = 0;
        LibavException.Check(av_write_frame(_context, packet.Raw), "write a packet");
        av_packet_unref(packet.Raw);
    }

    /// <summary>Writes the index and closes the file.</summary>
    public void Finish()
    {
        LibavException.Check(av_write_trailer(_context), "write the index of the MP4");
        _finished = true;
        LibavException.Check(avio_closep(&_context->pb), "close the output");
    }

    public void Dispose()
    {
        if (_context == null) return;
        if (!_finished && _context->pb != 0) _ = avio_closep(&_context->pb); // the file is being given up: nothing to report
        avformat_free_context(_context);
        _context = null;
        _interruption.Dispose();
    }
}
