using System.IO.Hashing;
using System.Text;
using HighPerf.Media.Codecs;
using HighPerf.Media.Filters;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>A bumper made of still images that libav's filters move: each image is an endless input of the graph.</summary>
/// <param name="name">"opening" or "closing".</param>
/// <param name="duration">How long it runs.</param>
/// <param name="filters">The graph; the images are <c>[layer0]</c>, <c>[layer1]</c>, …, the result is <c>[out]</c>.</param>
/// <param name="layers">The images, PNG.</param>
internal sealed class LayeredBumper(string name, TimeSpan duration, string filters, IReadOnlyList<byte[]> layers) : Bumper(name)
{
    public override unsafe void Render(Action<Frame> sink, CancellationToken cancellation)
    {
        var images = layers.Select(png => StillImage.Decode(png)).ToList();
        try
        {
            var unit = new AVRational { num = 1, den = H264Settings.FramesPerSecond };
            var count = (long)(duration.TotalSeconds * H264Settings.FramesPerSecond);
            using var graph = new FilterGraph(filters, [.. images.Select((image, i) => FilterInput.Like($"layer{i}", image, unit))]);
            using var filtered = new Frame();
            long done = 0;
            for (long number = 0; number <= count; number++)
            {
                for (var i = 0; i < images.Count; i++)
                {
                    if (number == count) graph.End(i, count);
                    else
                    {
                        images[i].Raw->pts = number;
                        graph.SendReference(i, images[i]);
                    }
                }
                while (graph.TryReceive(filtered) && done < count)
                {
                    filtered.Raw->pts = done++;
                    sink(filtered);
                }
            }
        }
        finally
        {
            foreach (var image in images) image.Dispose();
        }
    }

    protected override void Describe(XxHash128 hash)
    {
        hash.Append(Encoding.UTF8.GetBytes($"layers {duration.Ticks} {filters}"));
        foreach (var layer in layers) hash.Append(layer);
    }
}
