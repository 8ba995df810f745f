using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// A source clip opened and judged: its best video stream, frame by frame, in order, from time 0. Everything about it is
/// hostile until proven otherwise; each proof that fails is a <see cref="SourceRefusedException"/>.
/// </summary>
internal sealed unsafe class SourceClip : IDisposable
{
    // A clip with a scratch is still a clip: a second of it may be bad, as when it was cut between key frames, and after
    // that one packet in fifty.
    private const int ToleratedErrors = 30;
    private const int PacketsPerToleratedError = 50;

    /// <summary>The mark of a picture that the edit list leaves out.</summary>
    private const long LeftOut = long.MinValue;

    private readonly InputContainer _container;
    private readonly int _stream;
    private readonly PacketQueue _ahead;
    private readonly Frame _first = new();
    private readonly Decoder _decoder;
    private readonly CancellationToken _cancellation;
    private Func<long, AVRational, long>? _slotOf;
    private bool _firstIsPending;
    private bool _draining;
    private long _start = AVConst.AV_NOPTS_VALUE;
    private long _last = -1;
    private long _firstDecodeTime = AVConst.AV_NOPTS_VALUE;
    private long _lastDecodeTime = AVConst.AV_NOPTS_VALUE;
    private bool _pieceBegins = true;
    private long _piece;
    private long _shownPiece;
    private int _packets;
    private int _errors;

    private SourceClip(InputContainer container, int stream, Decoder decoder, CancellationToken cancellation)
    {
        _container = container;
        _stream = stream;
        _ahead = new PacketQueue(container, stream);
        _decoder = decoder;
        _cancellation = cancellation;
    }

    public SourceInfo Info { get; private set; } = null!;

    public AVRational TimeBase => _container.Stream(_stream)->time_base;

    /// <summary>What all its pictures have in common.</summary>
    public PictureFormat Picture { get; private set; }

    /// <summary>Pictures that were not whole, so far.</summary>
    public int Damaged => _errors;

    /// <summary>When the frame after the last one would come: the end of what was read so far, in <see cref="TimeBase"/>.</summary>
    public long End { get; private set; }

    public static SourceClip Open(RegularFile file, SourceRules rules, int threads, CancellationToken cancellation)
    {
        var container = SourceErrors.Guard(() => new InputContainer(file, cancellation));
        SourceClip? clip = null;
        Decoder? decoder = null;
        try
        {
            var index = SourceStream.Choose(container);
            var stream = container.Stream(index);
            container.KeepOnly(index);
            SourceStream.MustBeDecodable(stream);
            SourceFile.MustHoldItsIndex(file, stream);
            var duration = SourceDuration.Of(file, container, index, cancellation);
            SourceDuration.MustKeep(rules, duration, SourceStream.FrameRate(stream, duration));

            decoder = SourceErrors.Guard(() => SourceStream.OpenDecoder(stream, threads));
            clip = new SourceClip(container, index, decoder, cancellation);
            clip.ReadFirst(duration);
            SourcePicture.MustKeep(rules, clip.Info.Display);
            return clip;
        }
        catch
        {
            if (clip is not null) clip.Dispose();
            else
            {
                decoder?.Dispose();
                container.Dispose();
            }
            throw;
        }
    }

    /// <summary>The input of a filter graph that takes this clip's frames.</summary>
    public FilterInput FilterInput(string label) =>
        new(label, Picture.Width, Picture.Height, Picture.PixelFormat, TimeBase);

    /// <summary>
    /// From now on only the last picture of each moment is needed: others are left to the decoder's choice, which leaves out
    /// those that no other picture refers to.
    /// </summary>
    /// <param name="slotOf">The moment of a time, which is in the given unit.</param>
    public void LeaveOut(Func<long, AVRational, long> slotOf)
    {
        if (Info.FrameRate > H264Settings.FramesPerSecond) _slotOf = slotOf;
    }

    /// <summary>The next frame, its pts counted from the first one's; false at the end.</summary>
    public bool Read(Frame frame)
    {
        if (_firstIsPending)
        {
            _firstIsPending = false;
            Libav.av_frame_move_ref(frame.Raw, _first.Raw);
            return true;
        }
        while (Decode(frame))
        {
            if (!Place(frame)) continue; // goes back in time: shown by no player
            SourcePicture.MustBeLike(frame, Picture);
            return true;
        }
        return false;
    }

    /// <summary>Refuses a clip whose pictures ended well before the time its index promised.</summary>
    public void MustHaveReached(TimeSpan promised)
    {
        var reached = (double)End * TimeBase.num / TimeBase.den; // of times that may be anything, more than a TimeSpan holds
        if (reached < (promised - SourceDuration.LargestHole).TotalSeconds)
            throw new SourceRefusedException(RefusalCode.Damaged, $"the picture ends at {reached:0.0} s of {promised.TotalSeconds:0.0} s");
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _first.Dispose();
        _ahead.Dispose();
        _container.Dispose();
    }

    private void ReadFirst(TimeSpan duration)
    {
        if (!Decode(_first) || !Place(_first)) throw new SourceRefusedException(RefusalCode.Damaged, "not one picture can be decoded");
        _firstIsPending = true;
        Picture = PictureFormat.Of(_first);
        Info = SourcePicture.Describe(_container.Stream(_stream), _first, duration);
    }

    private bool Decode(Frame frame)
    {
        while (true)
        {
            _cancellation.ThrowIfCancellationRequested();
            var code = _decoder.Receive(frame);
            if (code == 0)
            {
                if (_decoder.ShowsLeftOut && frame.Raw->reordered_opaque == LeftOut) continue;
                if (IsPatched(frame)) Count(AVConst.AVERROR_INVALIDDATA);
                return true;
            }
            if (code == AVConst.AVERROR_EOF) return false;
            if (code != AVConst.AVERROR_EAGAIN) Count(code);
            else if (!_draining) Feed();
        }
    }

    // A decoder hides missing parts behind guesses and reports success; only the frame says so (libavutil/frame.h).
    private static bool IsPatched(Frame frame) =>
        frame.Raw->decode_error_flags != 0 || (frame.Raw->flags & AVConst.AV_FRAME_FLAG_CORRUPT) != 0;

    private void Feed()
    {
        if (SourceErrors.Guard(_ahead.Next) is not { } packet)
        {
            _draining = true;
            Count(_decoder.Send(null));
            return;
        }
        _packets++;
        if ((packet.Raw->flags & AVConst.AV_PKT_FLAG_CORRUPT) != 0) Count(AVConst.AVERROR_INVALIDDATA);
        _decoder.Mark = MarkOf(packet);
        if (_slotOf is not null) _decoder.LeavesOut = IsOutdone(packet);
        Count(_decoder.Send(packet));
    }

    // A picture's mark is when its piece of the edit list (ISO/IEC 14496-12, 8.6.6) begins. libavformat delivers a piece from a key frame on, whose decode
    // time lies before the last one's, and gives its beginning as decode time to the first packet that is shown: that is exact, while the pictures
    // come late by those that are reordered.
    private long MarkOf(Packet packet)
    {
        var time = packet.Raw->dts;
        _pieceBegins |= (packet.Raw->flags & AVConst.AV_PKT_FLAG_KEY) != 0 && time <= _lastDecodeTime;
        _lastDecodeTime = time;
        if (IsLeftOut(packet)) return LeftOut;
        if (!_pieceBegins) return _piece;
        _pieceBegins = false;
        if (_firstDecodeTime == AVConst.AV_NOPTS_VALUE) _firstDecodeTime = time;
        return _piece = time - _firstDecodeTime;
    }

    private static bool IsLeftOut(Packet packet) => (packet.Raw->flags & AVConst.AV_PKT_FLAG_DISCARD) != 0;

    // Another picture comes after it, for the same moment.
    private bool IsOutdone(Packet packet)
    {
        var time = packet.Raw->pts;
        if (time == AVConst.AV_NOPTS_VALUE || _start == AVConst.AV_NOPTS_VALUE || _piece != _shownPiece) return false;
        var slot = _slotOf!(time - _start, TimeBase);
        foreach (var other in _ahead.Waiting)
            if (!IsLeftOut(other) && other.Raw->pts != AVConst.AV_NOPTS_VALUE && other.Raw->pts > time && _slotOf(other.Raw->pts - _start, TimeBase) == slot)
                return true;
        return false;
    }

    private void Count(int code)
    {
        if (code >= 0) return;
        _cancellation.ThrowIfCancellationRequested();
        SourceErrors.ThrowIfOurs(code, "decode the source");
        _errors++;
        if (_errors > ToleratedErrors + (_packets / PacketsPerToleratedError))
            throw new SourceRefusedException(RefusalCode.Damaged, $"{_errors} of {_packets} packets do not decode cleanly");
    }

    // A missing time is guessed from the frame before; times are strictly increasing or the frame is dropped. A picture lasts as long as its file
    // says or, when it does not, as the one before it.
    private bool Place(Frame frame)
    {
        var time = frame.Raw->best_effort_timestamp;
        var piece = frame.Raw->reordered_opaque;
        var step = Math.Max(1, End - _last);
        if (_start == AVConst.AV_NOPTS_VALUE) _start = time == AVConst.AV_NOPTS_VALUE ? 0 : time;
        else if (piece != _shownPiece && piece != LeftOut && time != AVConst.AV_NOPTS_VALUE) _start = time - (_shownPiece = piece);
        var at = time == AVConst.AV_NOPTS_VALUE ? _last + step : time - _start;
        if (at <= _last) return false;
        if (_last >= 0) step = at - _last;
        End = at + (frame.Raw->pkt_duration > 0 ? frame.Raw->pkt_duration : step);
        _last = at;
        frame.Raw->pts = at;
        return true;
    }
}
