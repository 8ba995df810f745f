using System.Runtime.InteropServices;

namespace HighPerf.Media.Native;

/// <summary>libavformat: libavformat/avformat.h and avio.h.</summary>
internal static unsafe partial class Libav
{
    public const string avformat = "avformat";

    [LibraryImport(avformat)]
    public static partial uint avformat_version();

    [LibraryImport(avformat)]
    public static partial AVFormatContext* avformat_alloc_context();

    [LibraryImport(avformat)]
    public static partial void avformat_free_context(AVFormatContext* s);

    [LibraryImport(avformat, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint av_find_input_format(string short_name);

    [LibraryImport(avformat, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int avformat_open_input(AVFormatContext** ps, string url, nint fmt, nint* options);

    [LibraryImport(avformat)]
    public static partial void avformat_close_input(AVFormatContext** s);

    [LibraryImport(avformat)]
    public static partial int av_read_frame(AVFormatContext* s, AVPacket* pkt);

    [LibraryImport(avformat)]
    public static partial byte* av_stream_get_side_data(AVStream* stream, int type, nuint* size);

    [LibraryImport(avformat)]
    public static partial int avformat_index_get_entries_count(AVStream* st);

    [LibraryImport(avformat)]
    public static partial AVIndexEntry* avformat_index_get_entry(AVStream* st, int idx);

    [LibraryImport(avformat, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int avformat_alloc_output_context2(AVFormatContext** ctx, nint oformat, string format_name, string filename);

    [LibraryImport(avformat)]
    public static partial AVStream* avformat_new_stream(AVFormatContext* s, nint c);

    [LibraryImport(avformat)]
    public static partial int avformat_write_header(AVFormatContext* s, nint* options);

    [LibraryImport(avformat)]
    public static partial int av_write_frame(AVFormatContext* s, AVPacket* pkt);

    [LibraryImport(avformat)]
    public static partial int av_write_trailer(AVFormatContext* s);

    [LibraryImport(avformat, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int avio_open2(nint* s, string url, int flags, AVIOInterruptCB* int_cb, nint* options);

    [LibraryImport(avformat)]
    public static partial int avio_closep(nint* s);

    [LibraryImport(avformat)]
    public static partial AVIOContext* avio_alloc_context(
        byte* buffer, int buffer_size, int write_flag, nint opaque,
        delegate* unmanaged[Cdecl]<nint, byte*, int, int> read_packet, nint write_packet,
        delegate* unmanaged[Cdecl]<nint, long, int, long> seek);

    [LibraryImport(avformat)]
    public static partial void avio_context_free(AVIOContext** s);
}
