using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Containers;

/// <summary>
/// libav's view of an open file (AVIOContext, libavformat/avio.h): it reads and seeks through here and opens nothing itself,
/// so that no protocol need be allowed to it and no reference in a clip can lead out of the clip.
/// </summary>
internal sealed unsafe class FileInput : IDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly RegularFile _file;
    private readonly CancellationToken _cancellation;
    private GCHandle<FileInput> _self;
    private AVIOContext* _context;
    private long _position;

    public FileInput(RegularFile file, CancellationToken cancellation)
    {
        _file = file;
        _cancellation = cancellation;
        var buffer = LibavException.Check(av_mallocz(BufferBytes), "allocate a buffer");
        _self = new GCHandle<FileInput>(this);
        _context = avio_alloc_context((byte*)buffer, BufferBytes, 0, GCHandle<FileInput>.ToIntPtr(_self), &Read, 0, &Seek);
        if (_context != null) return;
        av_free(buffer);
        _self.Dispose();
        throw LibavException.Of(AVConst.AVERROR_ENOMEM, "allocate a reader");
    }

    public AVIOContext* Raw => _context;

    public void Dispose()
    {
        if (_context == null) return;
        av_free(_context->buffer); // not always the one it was given: libav enlarges it while it probes
        fixed (AVIOContext** context = &_context) avio_context_free(context);
        _self.Dispose();
    }

    // No exception may unwind through libav's C frames.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(nint opaque, byte* buffer, int size)
    {
        var input = GCHandle<FileInput>.FromIntPtr(opaque).Target;
        if (input._cancellation.IsCancellationRequested) return AVConst.AVERROR_EXIT;
        try
        {
            var read = input._file.Read(new Span<byte>(buffer, size), input._position);
            input._position += read;
            return read == 0 ? AVConst.AVERROR_EOF : read;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return -AVConst.EIO;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(nint opaque, long offset, int whence)
    {
        var input = GCHandle<FileInput>.FromIntPtr(opaque).Target;
        switch (whence & ~AVConst.AVSEEK_FORCE)
        {
            case AVConst.AVSEEK_SIZE: return input._file.Length;
            case AVConst.SEEK_SET when offset >= 0: return input._position = offset;
            default: return -AVConst.EINVAL; // libav works out every other way itself (aviobuf.c, avio_seek)
        }
    }
}
