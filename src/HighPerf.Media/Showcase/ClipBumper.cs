using System.IO.Hashing;
using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;

namespace HighPerf.Media.Showcase;

/// <summary>A bumper from an operator's own video file, without its sound.</summary>
internal sealed class ClipBumper(string name, string path) : Bumper(name)
{
    public override void Render(Action<Frame> sink, CancellationToken cancellation)
    {
        try
        {
            using var source = RegularFile.Open(path, followLink: true);
            using var clip = SourceClip.Open(source, SourceRules.Any, threads: 1, cancellation);
            using var pictures = new CanvasClip(clip, Longest, logo: null);
            pictures.Run((frame, _) => sink(frame), cancellation);
        }
        catch (SourceRefusedException e)
        {
            // The operator's file, not the player's clip, is to blame.
            throw new InvalidOperationException($"The {Name} bumper {Path.GetFileName(path)} cannot be used: {e.Message}", e);
        }
    }

    protected override void Describe(XxHash128 hash)
    {
        using var file = File.OpenRead(path);
        hash.Append("clip"u8);
        hash.Append(file);
    }
}
