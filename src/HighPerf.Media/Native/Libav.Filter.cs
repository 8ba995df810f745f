using System.Runtime.InteropServices;

namespace HighPerf.Media.Native;

/// <summary>libavfilter: libavfilter/avfilter.h, buffersrc.h, buffersink.h. Links libswscale for its scale filter.</summary>
internal static unsafe partial class Libav
{
    public const string avfilter = "avfilter";
    public const string swscale = "swscale";

    [LibraryImport(avfilter)]
    public static partial uint avfilter_version();

    [LibraryImport(swscale)]
    public static partial uint swscale_version();

    [LibraryImport(avfilter)]
    public static partial AVFilterGraph* avfilter_graph_alloc();

    [LibraryImport(avfilter)]
    public static partial void avfilter_graph_free(AVFilterGraph** graph);

    [LibraryImport(avfilter, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint avfilter_get_by_name(string name);

    [LibraryImport(avfilter, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int avfilter_graph_create_filter(
        nint* filt_ctx, nint filt, string name, string? args, nint opaque, AVFilterGraph* graph_ctx);

    [LibraryImport(avfilter, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int avfilter_graph_parse_ptr(
        AVFilterGraph* graph, string filters, AVFilterInOut** inputs, AVFilterInOut** outputs, nint log_ctx);

    [LibraryImport(avfilter)]
    public static partial int avfilter_graph_config(AVFilterGraph* graphctx, nint log_ctx);

    [LibraryImport(avfilter)]
    public static partial AVFilterInOut* avfilter_inout_alloc();

    [LibraryImport(avfilter)]
    public static partial void avfilter_inout_free(AVFilterInOut** inout);

    [LibraryImport(avfilter)]
    public static partial int av_buffersrc_add_frame_flags(nint buffer_src, AVFrame* frame, int flags);

    [LibraryImport(avfilter)]
    public static partial int av_buffersrc_close(nint ctx, long pts, uint flags);

    [LibraryImport(avfilter)]
    public static partial int av_buffersink_get_frame(nint ctx, AVFrame* frame);

    [LibraryImport(avfilter)]
    public static partial AVRational av_buffersink_get_time_base(nint ctx);
}
