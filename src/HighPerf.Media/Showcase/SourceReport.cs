using HighPerf.Media.Containers;
using HighPerf.Media.Isolation;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>What a clip is, and whether it would be accepted.</summary>
/// <param name="Codec">libav's name of the codec.</param>
/// <param name="PixelFormat">libav's name of the pixel format.</param>
/// <param name="Width">As shown: after rotation, in square pixels.</param>
/// <param name="Height">As shown.</param>
/// <param name="Fps">Pictures a second, on average.</param>
/// <param name="Seconds">The whole clip.</param>
/// <param name="Upright">The filters that put it upright, in libav's notation; empty for a picture that lies as it is shown.</param>
/// <param name="Interlaced">Its pictures consist of two fields.</param>
/// <param name="Matrix">The luma-chroma matrix.</param>
/// <param name="Range">"full" or "video".</param>
/// <param name="Transfer">"standard", "pq" or "hlg".</param>
/// <param name="Refusal">One of <see cref="RefusalCode"/>, or null when the rules are kept.</param>
/// <param name="Detail">Which rule is broken, and by how much.</param>
public sealed record SourceReport(
    string Codec,
    string PixelFormat,
    int Width,
    int Height,
    double Fps,
    double Seconds,
    string Upright,
    bool Interlaced,
    string Matrix,
    string Range,
    string Transfer,
    string? Refusal,
    string? Detail)
{
    private static readonly ChildLimits Limits = new(DataBytes: 1L << 30, CpuSeconds: 60, FileBytes: 256L << 20, OpenFiles: 256);

    /// <summary>
    /// Opens a clip and decodes its first picture, in this process: its last act, for it is confined for good before
    /// (<see cref="Confinement"/>).
    /// </summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="InvalidDataException">The file is no clip that can be decoded; the message says why.</exception>
    public static SourceReport Read(string path, SourceRules rules, CancellationToken cancellation)
    {
        try
        {
            Confinement.Begin(Limits);
            LibavLog.Install((_, _) => { });
            using var file = RegularFile.Open(path, followLink: true); // an engineer's own
            using var clip = SourceClip.Open(file, SourceRules.Any, threads: 1, cancellation);
            var (code, detail) = Judge(clip.Info, rules);
            var source = clip.Info;
            return new SourceReport(
                source.Codec, source.PixelFormat, source.Display.Width, source.Display.Height, Math.Round(source.FrameRate, 3),
                Math.Round(source.Duration.TotalSeconds, 3), source.Display.Orientation.Filters, source.Interlaced, source.Colours.Matrix,
                source.Colours.FullRange ? "full" : "video", Name(source.Colours.Transfer), code, detail);
        }
        catch (SourceRefusedException e)
        {
            throw new InvalidDataException($"{e.Code}: {e.Message}", e);
        }
        catch (Exception e) when (e is LibavException or InvalidOperationException)
        {
            throw new IOException(e.Message, e);
        }
    }

    private static (string? Code, string? Detail) Judge(SourceInfo source, SourceRules rules)
    {
        try
        {
            SourceDuration.MustKeep(rules, source.Duration, source.FrameRate);
            SourcePicture.MustKeep(rules, source.Display);
            return (null, null);
        }
        catch (SourceRefusedException e)
        {
            return (e.Code, e.Message);
        }
    }

    private static string Name(Colour.Transfer transfer) => transfer switch
    {
        Colour.Transfer.PerceptualQuantizer => "pq",
        Colour.Transfer.HybridLogGamma => "hlg",
        _ => "standard",
    };
}
