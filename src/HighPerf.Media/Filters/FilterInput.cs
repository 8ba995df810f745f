using HighPerf.Media.Codecs;
using HighPerf.Media.Native;

namespace HighPerf.Media.Filters;

/// <summary>An input pad of a filter graph: its label in the description and the kind of frames it will get.</summary>
internal readonly record struct FilterInput(string Label, int Width, int Height, int PixelFormat, AVRational TimeBase)
{
    /// <summary>For frames like this one, with times in this unit.</summary>
    public static unsafe FilterInput Like(string label, Frame frame, AVRational timeBase) =>
        new(label, frame.Width, frame.Height, frame.Raw->format, timeBase);
}
