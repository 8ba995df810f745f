using System.Runtime.InteropServices;

namespace HighPerf.Media.Native;

/// <summary>libavutil: libavutil/frame.h, dict.h, error.h, log.h, mathematics.h.</summary>
internal static unsafe partial class Libav
{
    public const string avutil = "avutil";

    [LibraryImport(avutil)]
    public static partial uint avutil_version();

    [LibraryImport(avutil)]
    public static partial int av_strerror(int errnum, byte* errbuf, nuint errbuf_size);

    [LibraryImport(avutil)]
    public static partial AVFrame* av_frame_alloc();

    [LibraryImport(avutil)]
    public static partial void av_frame_free(AVFrame** frame);

    [LibraryImport(avutil)]
    public static partial void av_frame_unref(AVFrame* frame);

    [LibraryImport(avutil)]
    public static partial int av_frame_get_buffer(AVFrame* frame, int align);

    [LibraryImport(avutil)]
    public static partial int av_frame_make_writable(AVFrame* frame);

    [LibraryImport(avutil)]
    public static partial void av_frame_move_ref(AVFrame* dst, AVFrame* src);

    [LibraryImport(avutil, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int av_dict_set(nint* pm, string key, string value, int flags);

    [LibraryImport(avutil)]
    public static partial int av_dict_count(nint m);

    [LibraryImport(avutil)]
    public static partial void av_dict_free(nint* m);

    [LibraryImport(avutil)]
    public static partial nint av_mallocz(nuint size);

    [LibraryImport(avutil)]
    public static partial void av_free(nint ptr);

    [LibraryImport(avutil, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint av_strdup(string s);

    [LibraryImport(avutil)]
    public static partial long av_rescale_q(long a, AVRational bq, AVRational cq);

    [LibraryImport(avutil)]
    public static partial nint av_get_pix_fmt_name(int pix_fmt);

    [LibraryImport(avutil)]
    public static partial void av_log_set_level(int level);

    [LibraryImport(avutil)]
    public static partial void av_log_set_callback(delegate* unmanaged[Cdecl]<nint, int, nint, nint, void> callback);

    [LibraryImport(avutil)]
    public static partial int av_log_format_line2(nint ptr, int level, nint fmt, nint vl, byte* line, int line_size, int* print_prefix);
}
