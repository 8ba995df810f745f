using System.Globalization;
using HighPerf.Media.Codecs;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Containers;

/// <summary>
/// An MP4/MOV file opened for reading, its index parsed, nothing decoded yet. Only the mov demuxer and only the file
/// protocol can be reached: other demuxers would follow playlists and references out of the file.
/// </summary>
/// <remarks>
/// avformat_find_stream_info is not called on purpose: the index of an MP4 says all that is needed, and that call would
/// open a decoder for every stream of a file nobody has judged yet.
/// </remarks>
internal sealed unsafe class InputContainer : IDisposable
{
    private const int MaxStreams = 32;
    private const int ProbeBytes = 1 << 20;

    private readonly Interruption _interruption;
    private AVFormatContext* _context;

    /// <exception cref="LibavException">The file cannot be opened or is not a sound MP4/MOV.</exception>
    public InputContainer(string path, CancellationToken cancellation)
    {
        _interruption = new Interruption(cancellation);
        var context = LibavException.Check(avformat_alloc_context(), "allocate a container");
        context->interrupt_callback = _interruption.Callback;
        using var options = new Options(
            ("protocol_whitelist", "file"),
            ("format_whitelist", "mov"),
            ("max_streams", MaxStreams.ToString(CultureInfo.InvariantCulture)),
            ("probesize", ProbeBytes.ToString(CultureInfo.InvariantCulture)));
        int code;
        fixed (nint* dictionary = &options.Dictionary)
            code = avformat_open_input(&context, "file:" + path, av_find_input_format("mov"), dictionary);
        if (code < 0) // libav has freed the context
        {
            _interruption.Dispose();
            throw LibavException.Of(code, "open the file");
        }
        _context = context;
    }

    public int StreamCount => (int)_context->nb_streams;

    /// <summary>In microseconds (AV_TIME_BASE), or AV_NOPTS_VALUE.</summary>
    public long Duration => _context->duration;

    public AVStream* Stream(int index) => ((AVStream**)_context->streams)[index];

    public static AVCodecParameters* Parameters(AVStream* stream) => (AVCodecParameters*)stream->codecpar;

    /// <summary>Makes the demuxer skip every stream but one, without reading its bytes.</summary>
    public void KeepOnly(int index)
    {
        for (var i = 0; i < StreamCount; i++)
            if (i != index) Stream(i)->discard = AVConst.AVDISCARD_ALL;
    }

    /// <summary>The next packet; false at the end of the file.</summary>
    public bool Read(Packet packet)
    {
        av_packet_unref(packet.Raw);
        var code = av_read_frame(_context, packet.Raw);
        if (code == AVConst.AVERROR_EOF) return false;
        LibavException.Check(code, "read a packet");
        return true;
    }

    public void Dispose()
    {
        if (_context == null) return;
        fixed (AVFormatContext** context = &_context) avformat_close_input(context);
        _interruption.Dispose();
    }
}
