using HighPerf.Media.Artwork;
using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// Makes a showcase clip in this process: opening bumper, at most thirty seconds of the source with the logo, closing
/// bumper, and a thumbnail. Runs in the child (<see cref="Isolation.ShowcaseChild"/>); knows nothing of it.
/// </summary>
internal static class ShowcasePipeline
{
    /// <summary>How much of a source is shown.</summary>
    public static readonly TimeSpan BodyLength = TimeSpan.FromSeconds(30);

    // x264 learns from the third picture how far decode times run ahead (two); without it, segments cannot be joined.
    private const long FewestPictures = 3;

    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    public static ShowcaseOutcome Run(ShowcaseRequest request, Action<int> percent, CancellationToken cancellation) =>
        Run(request, static () => { }, percent, cancellation);

    /// <param name="opened">Called once, when the source was looked at and keeps the rules, before anything is encoded.</param>
    /// <exception cref="OperationCanceledException">Cancelled; nothing is left behind.</exception>
    public static ShowcaseOutcome Run(ShowcaseRequest request, Action opened, Action<int> percent, CancellationToken cancellation)
    {
        try
        {
            LibavVersion.Check();
            using var source = RegularFile.Open(request.SourcePath);
            return Judge(source, request, opened, percent, cancellation);
        }
        catch (Exception e) when (cancellation.IsCancellationRequested && e is not OperationCanceledException)
        {
            // libav reports a cancellation as whatever call it interrupted.
            throw new OperationCanceledException("The job was cancelled.", e, cancellation);
        }
        catch (Exception e) when (e is LibavException or IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return new ShowcaseOutcome.Failed(e.Message, Crashed: false);
        }
    }

    private static ShowcaseOutcome Judge(
        RegularFile source, ShowcaseRequest request, Action opened, Action<int> percent, CancellationToken cancellation)
    {
        try
        {
            return new ShowcaseOutcome.Done(Make(source, request, opened, percent, cancellation));
        }
        catch (SourceRefusedException refusal)
        {
            SourceFile.MustBeUnchanged(source);
            return new ShowcaseOutcome.Refused(refusal.Code, refusal.Message);
        }
    }

    private static ShowcaseResult Make(
        RegularFile file, ShowcaseRequest request, Action opened, Action<int> percent, CancellationToken cancellation)
    {
        using var clip = SourceClip.Open(file, request.Rules, request.Threads, cancellation);
        opened();
        using var encoder = new H264Encoder(request.Threads);
        var cache = new BumperCache(request.CacheDirectory, encoder.ParameterSets);
        var opening = cache.Get(Bumpers.Opening(request.Artwork), cancellation);
        var closing = cache.Get(Bumpers.Closing(request.Artwork), cancellation);

        using var video = new OutputFile(request.VideoPath);
        using var image = new OutputFile(request.ThumbnailPath);
        using var thumbnail = new Thumbnail();
        long frames;
        using (var container = new OutputContainer(video.PartPath, cancellation))
        {
            container.Begin(encoder);
            var writer = new SegmentWriter(container, encoder);
            writer.CopyBumper(opening, cancellation);
            WriteBody(clip, Logo.Load(request.Artwork), encoder, writer, thumbnail, percent, cancellation);
            writer.CopyBumper(closing, cancellation);
            container.Finish();
            frames = writer.Frames;
        }
        thumbnail.Write(image.PartPath);
        var size = video.Flush();
        image.Flush();
        SourceFile.MustBeUnchanged(file);
        cancellation.ThrowIfCancellationRequested();
        Publish(image, video, request.ThumbnailPath);

        var source = clip.Info;
        return new ShowcaseResult(
            (int)source.Duration.TotalMilliseconds,
            source.Display.Width,
            source.Display.Height,
            Math.Round(source.FrameRate, 3),
            (int)(frames * 1000 / H264Settings.FramesPerSecond),
            size)
        {
            Frames = frames,
            DamagedPictures = clip.Damaged,
        };
    }

    private static void WriteBody(
        SourceClip clip, Frame logo, H264Encoder encoder, SegmentWriter writer, Thumbnail thumbnail, Action<int> percent,
        CancellationToken cancellation)
    {
        using var whole = logo;
        using var packet = new Packet();
        var promised = clip.Info.Duration < BodyLength ? clip.Info.Duration : BodyLength;
        var expected = Math.Max(1, promised.TotalSeconds * H264Settings.FramesPerSecond);
        using var pictures = new CanvasClip(clip, BodyLength, logo);

        var last = -1;
        var shown = pictures.Run((frame, number) =>
        {
            thumbnail.Consider(frame, number);
            encoder.Send(frame);
            writer.TakeEncoded(packet);
            var now = (int)Math.Min(99, (number + 1) * 100 / expected);
            if (now != last) percent(last = now);
        }, cancellation);
        if (shown < FewestPictures) throw new SourceRefusedException(RefusalCode.Damaged, $"its times leave {shown} moments for its pictures");
        clip.MustHaveReached(promised);
        encoder.Send(null);
        writer.TakeEncoded(packet);
        writer.EndSegment();
    }

    // The video's name is what counts as done, so it comes last.
    private static void Publish(OutputFile image, OutputFile video, string imagePath)
    {
        image.Publish();
        try
        {
            video.Publish();
        }
        catch
        {
            File.Delete(imagePath);
            throw;
        }
    }
}
