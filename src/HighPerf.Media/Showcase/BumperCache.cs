using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// Encoded bumpers as files named by a hash of what decides their bytes: encoder settings, libav's version, artwork (not x264's
/// version: it comes with libav's). Processes that miss at the same time each encode one under a name of their own and rename; x264 on one thread
/// gives the same bytes to all of them.
/// </summary>
/// <param name="directory">Where they are; it is made when it is not there.</param>
/// <param name="parameterSets">Those of the clips that the bumpers are joined to.</param>
internal sealed class BumperCache(string directory, ParameterSets parameterSets)
{
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(1);

    /// <returns>The path of the encoded bumper.</returns>
    public string Get(Bumper bumper, CancellationToken cancellation)
    {
        var path = Path.Combine(directory, $"{bumper.Name}-{bumper.Hash}.mp4");
        if (File.Exists(path) && IsSound(path, cancellation)) return path;

        Directory.CreateDirectory(directory);
        RemoveLeftovers();
        var temporary = Path.Combine(directory, $".{bumper.Name}-{Guid.CreateVersion7():N}{OutputFile.PartSuffix}");
        try
        {
            Encode(bumper, temporary, cancellation);
            using (var file = File.OpenHandle(temporary, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        return path;
    }

    // A file that this encoder cannot have written (a damaged disk, a foreign hand) is made anew.
    private unsafe bool IsSound(string path, CancellationToken cancellation)
    {
        try
        {
            using var container = new InputContainer(path, cancellation);
            if (container.StreamCount != 1) return false;
            var parameters = InputContainer.Parameters(container.Stream(0));
            return parameterSets.Equals(
                ParameterSets.FromAvcc(new ReadOnlySpan<byte>((void*)parameters->extradata, parameters->extradata_size)));
        }
        catch (LibavException)
        {
            return false;
        }
    }

    private static void Encode(Bumper bumper, string path, CancellationToken cancellation)
    {
        using var encoder = new H264Encoder();
        using var container = new OutputContainer(path, cancellation);
        using var packet = new Packet();
        container.Begin(encoder);
        var writer = new SegmentWriter(container, encoder);
        bumper.Render(
            frame =>
            {
                cancellation.ThrowIfCancellationRequested();
                encoder.Send(frame);
                writer.TakeEncoded(packet);
            },
            cancellation);
        encoder.Send(null);
        writer.TakeEncoded(packet);
        container.Finish();
    }

    // What a killed process left. Young ones may belong to a process that is at work.
    private void RemoveLeftovers()
    {
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles($".*{OutputFile.PartSuffix}"))
            if (TimeProvider.System.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc > LeftoverAge)
                file.Delete();
    }
}
