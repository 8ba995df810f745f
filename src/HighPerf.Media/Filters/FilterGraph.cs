using System.Globalization;
using System.Runtime.InteropServices;
using HighPerf.Media.Codecs;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Filters;

/// <summary>
/// A filter graph in libav's own notation with any number of labelled inputs and one output, <c>[out]</c>. Frames go in and
/// come out by reference.
/// </summary>
internal sealed unsafe class FilterGraph : IDisposable
{
    private readonly nint[] _sources;
    private AVFilterGraph* _graph = LibavException.Check(avfilter_graph_alloc(), "allocate a filter graph");
    private nint _sink;

    public FilterGraph(string description, params ReadOnlySpan<FilterInput> inputs)
    {
        _sources = new nint[inputs.Length];
        try
        {
            _graph->nb_threads = 1;
            AVFilterInOut* open = null;
            for (var i = 0; i < inputs.Length; i++)
            {
                _sources[i] = Create("buffer", inputs[i].Label, Arguments(inputs[i]));
                open = Pad(inputs[i].Label, _sources[i], open);
            }
            _sink = Create("buffersink", "out", null);
            var end = Pad("out", _sink, null);

            // "Outputs" are the open ends before the description, "inputs" those after it (avfilter.h).
            var code = avfilter_graph_parse_ptr(_graph, description, &end, &open, 0);
            avfilter_inout_free(&end);
            avfilter_inout_free(&open);
            LibavException.Check(code, $"parse the filters {description}");
            LibavException.Check(avfilter_graph_config(_graph, 0), $"configure the filters {description}");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public AVRational TimeBase => av_buffersink_get_time_base(_sink);

    /// <summary>Hands a frame over: the frame is empty afterwards.</summary>
    public void Send(int input, Frame frame) =>
        LibavException.Check(av_buffersrc_add_frame_flags(_sources[input], frame.Raw, 0), "filter a frame");

    /// <summary>Gives the graph a reference of its own to the frame.</summary>
    public void SendReference(int input, Frame frame) =>
        LibavException.Check(
            av_buffersrc_add_frame_flags(_sources[input], frame.Raw, AVConst.AV_BUFFERSRC_FLAG_KEEP_REF), "filter a frame");

    /// <summary>Filters of which each takes one frame and gives one: the empty ones left out.</summary>
    public static string Chain(params ReadOnlySpan<string> filters)
    {
        var chain = new List<string>(filters.Length);
        foreach (var filter in filters)
            if (filter.Length > 0) chain.Add(filter);
        return string.Join(',', chain);
    }

    /// <summary>One frame through a graph that gives one for each: neither is kept by it.</summary>
    public void Pass(Frame from, Frame to)
    {
        SendReference(0, from);
        if (!TryReceive(to)) throw new InvalidOperationException("A picture went into the filters and none came out.");
    }

    /// <summary>
    /// Ends an input at a time (in its unit). Without the time, as a bare null frame does it, the last frame has no duration
    /// and a filter that works with durations drops it.
    /// </summary>
    public void End(int input, long at) => LibavException.Check(av_buffersrc_close(_sources[input], at, 0), "end a filter's input");

    /// <summary>The next filtered frame, if one is ready.</summary>
    public bool TryReceive(Frame frame)
    {
        av_frame_unref(frame.Raw);
        var code = av_buffersink_get_frame(_sink, frame.Raw);
        if (code == AVConst.AVERROR_EAGAIN || code == AVConst.AVERROR_EOF) return false;
        LibavException.Check(code, "receive a filtered frame");
        return true;
    }

    public void Dispose()
    {
        fixed (AVFilterGraph** graph = &_graph) avfilter_graph_free(graph);
    }

    private nint Create(string filter, string name, string? arguments)
    {
        nint context;
        LibavException.Check(
            avfilter_graph_create_filter(&context, avfilter_get_by_name(filter), name, arguments, 0, _graph), $"create the filter {filter}");
        return context;
    }

    private static AVFilterInOut* Pad(string label, nint filter, AVFilterInOut* next)
    {
        var pad = LibavException.Check(avfilter_inout_alloc(), "allocate a pad");
        pad->name = av_strdup(label);
        pad->filter_ctx = filter;
        pad->pad_idx = 0;
        pad->next = (nint)next;
        return pad;
    }

    private static string Arguments(FilterInput input) => string.Create(
        CultureInfo.InvariantCulture,
        $"video_size={input.Width}x{input.Height}:pix_fmt={Marshal.PtrToStringUTF8(av_get_pix_fmt_name(input.PixelFormat))}" +
        // The shape of pixels is the canvas's business, which knows it before the graph is made.
        $":time_base={input.TimeBase.num}/{input.TimeBase.den}:pixel_aspect=1/1");
}
