using System.Globalization;
using HighPerf.Media.Codecs;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Containers;

/// <summary>
/// An MP4/MOV file opened for reading, its index parsed, nothing decoded yet. Only the mov demuxer can be reached and no
/// protocol at all: libav reads through the descriptor it is given (<see cref="FileInput"/>), so that neither a playlist nor
/// a data reference ('dref', ISO/IEC 14496-12, 8.7.2) can lead out of the file.
/// </summary>
/// <remarks>
/// avformat_find_stream_info is not called on purpose: the index of an MP4 says all that is needed, and that call would
/// open a decoder for every stream of a file nobody has judged yet.
/// </remarks>
internal sealed unsafe class InputContainer : IDisposable
{
    private const int MaxStreams = 32;
    private const int ProbeBytes = 1 << 20;

    private readonly RegularFile? _owned;
    private readonly FileInput _input;
    private AVFormatContext* _context;

    /// <summary>Opens a file of our own.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="LibavException">It is not a sound MP4/MOV.</exception>
    public InputContainer(string path, CancellationToken cancellation)
        : this(RegularFile.Open(path, followLink: true), owns: true, cancellation)
    {
    }

    /// <summary>Reads a file that somebody else has opened and will close.</summary>
    /// <exception cref="LibavException">It is not a sound MP4/MOV.</exception>
    public InputContainer(RegularFile file, CancellationToken cancellation)
        : this(file, owns: false, cancellation)
    {
    }

    private InputContainer(RegularFile file, bool owns, CancellationToken cancellation)
    {
        _owned = owns ? file : null;
        try
        {
            _input = new FileInput(file, cancellation);
            _context = Open(_input);
        }
        catch
        {
            _input?.Dispose();
            _owned?.Dispose();
            throw;
        }
    }

    public int StreamCount => (int)_context->nb_streams;

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
        _input.Dispose();
        _owned?.Dispose();
    }

    private static AVFormatContext* Open(FileInput input)
    {
        var context = LibavException.Check(avformat_alloc_context(), "allocate a container");
        context->pb = (nint)input.Raw;
        using var options = new Options(
            ("protocol_whitelist", "none"),
            ("format_whitelist", "mov"),
            ("max_streams", MaxStreams.ToString(CultureInfo.InvariantCulture)),
            ("probesize", ProbeBytes.ToString(CultureInfo.InvariantCulture)));
        int code;
        fixed (nint* dictionary = &options.Dictionary)
            code = avformat_open_input(&context, "", av_find_input_format("mov"), dictionary);
        return code >= 0 ? context : throw LibavException.Of(code, "open the file"); // libav has freed the context
    }
}
