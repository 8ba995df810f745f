using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using HighPerf.Media.Showcase;
using HighPerf.Media.Tests.Mp4;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>
/// Clips whose index says that their samples are in another file ('dref', ISO/IEC 14496-12, 8.7.2; QuickTime's 'alis' holds
/// a Macintosh alias record). Their own bytes are zeros where the samples would be.
/// </summary>
public sealed class ExternalReferenceTests : IDisposable
{
    private static readonly SourceRules AnyLength = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), 0);

    private readonly Workspace _workspace = new();

    private string Source => Path.Combine(Directory.CreateDirectory(_workspace.CacheDirectory).FullName, "source.mp4");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task Another_clip_is_not_read()
    {
        var other = await Clips.SmallTwoSeconds;
        await File.WriteAllBytesAsync(Source, ReferringTo(await File.ReadAllBytesAsync(other), Alias(other)));
        // The craft is right: who follows such references sees the other clip.
        Assert.Equal(0, await DecodeAsync("-enable_drefs", "1", "-use_absolute_path", "1"));
        Assert.NotEqual(0, await DecodeAsync());
        await MustBeRefused();
    }

    [Fact]
    public async Task A_file_of_the_system_is_not_read()
    {
        var clip = await Clips.SmallTwoSeconds;
        await File.WriteAllBytesAsync(Source, ReferringTo(await File.ReadAllBytesAsync(clip), Alias("/etc/passwd")));
        await MustBeRefused();
    }

    [Fact]
    public async Task A_url_is_not_read()
    {
        var clip = await Clips.SmallTwoSeconds;
        var reference = Entry("url ", Encoding.UTF8.GetBytes($"file://{clip}\0"));
        await File.WriteAllBytesAsync(Source, ReferringTo(await File.ReadAllBytesAsync(clip), reference));
        await MustBeRefused();
    }

    private async Task MustBeRefused()
    {
        var outcome = await TestChild.RunAsync(TestChild.Options, _workspace.Request(Source, AnyLength));
        Assert.Equal(RefusalCode.Damaged, Assert.IsType<ShowcaseOutcome.Refused>(outcome).Code);
        Assert.Empty(_workspace.Files);
    }

    private async Task<int> DecodeAsync(params string[] options)
    {
        using var tool = Process.Start(
            "ffmpeg",
            ["-nostdin", "-v", "quiet", "-xerror", "-err_detect", "explode", .. options, "-i", Source, "-frames:v", "3", "-f", "null", "-"]);
        await tool.WaitForExitAsync();
        return tool.ExitCode;
    }

    private static byte[] ReferringTo(byte[] clip, byte[] reference)
    {
        var boxes = Mp4Box.Parse(clip);
        foreach (var box in Mp4Box.All(boxes))
        {
            if (box.Type == "mdat") Array.Clear(box.Payload);
            if (box.Type != "dref") continue;
            box.Payload = [0, 0, 0, 0, 0, 0, 0, 1, .. reference];
        }
        return Mp4Box.Write(boxes);
    }

    // What libavformat/mov.c (mov_read_dref) takes a path from: the record's head, then tagged items, of which 2 is the path.
    private static byte[] Alias(string path)
    {
        var item = Encoding.UTF8.GetBytes(path);
        var record = new byte[150];
        // 10 bytes, a volume name of 28, 12 more, a file name of 64, 16 more, two levels, 16 more: that is the head.
        var end = new byte[4 + item.Length + (item.Length & 1) + 4];
        BinaryPrimitives.WriteInt16BigEndian(end, 2);
        BinaryPrimitives.WriteInt16BigEndian(end.AsSpan(2), (short)item.Length);
        item.CopyTo(end, 4);
        BinaryPrimitives.WriteInt16BigEndian(end.AsSpan(end.Length - 4), -1);
        return Entry("alis", [.. record, .. end]);
    }

    private static byte[] Entry(string type, byte[] content)
    {
        byte[] entry = [0, 0, 0, 0, .. Encoding.ASCII.GetBytes(type), 0, 0, 0, 0, .. content];
        BinaryPrimitives.WriteInt32BigEndian(entry, entry.Length);
        return entry;
    }
}
