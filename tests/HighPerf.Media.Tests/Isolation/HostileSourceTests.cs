using System.Diagnostics;
using System.Net.Sockets;
using HighPerf.Media.Containers;
using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>Sources that are no clip at all, or not the same one from beginning to end.</summary>
public sealed class HostileSourceTests : IDisposable
{
    private static readonly SourceRules AnyLength = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), 0);

    private readonly Workspace _workspace = new();

    private string Source => Path.Combine(Directory.CreateDirectory(_workspace.CacheDirectory).FullName, "source.mp4");

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task A_FIFO_is_not_waited_for()
    {
        using (var made = Process.Start("mkfifo", [Source])) await made.WaitForExitAsync();
        await MustNotBeRead(Source);
    }

    [Fact]
    public async Task A_directory_is_not_read() => await MustNotBeRead(Directory.CreateDirectory(Source).FullName);

    [Fact]
    public async Task A_device_is_not_read() => await MustNotBeRead("/dev/zero");

    [Fact]
    public async Task A_socket_is_not_read()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Source));
        await MustNotBeRead(Source);
    }

    [Fact]
    public async Task A_link_is_not_followed_however_good_the_clip_behind_it()
    {
        File.CreateSymbolicLink(Source, await Clips.SmallTwoSeconds);
        await MustNotBeRead(Source);
    }

    [Fact]
    public async Task An_operators_file_may_be_a_link()
    {
        var clip = await Clips.SmallTwoSeconds;
        File.CreateSymbolicLink(Source, clip);
        using var file = RegularFile.Open(Source, followLink: true);
        Assert.Equal(new FileInfo(clip).Length, file.Length);
    }

    [Fact]
    public Task A_clip_that_grows_while_it_is_read_is_tried_again_later() => MustChange(() =>
    {
        using var file = new FileStream(Source, FileMode.Append);
        file.WriteByte(0);
    });

    [Fact]
    public Task A_clip_that_is_overwritten_while_it_is_read_is_tried_again_later() => MustChange(() =>
    {
        using var file = new FileStream(Source, FileMode.Open, FileAccess.Write);
        file.Seek(-1, SeekOrigin.End);
        file.WriteByte(0);
    });

    [Fact]
    public Task A_clip_that_shrinks_while_it_is_read_is_tried_again_later() => MustChange(() =>
    {
        using var file = new FileStream(Source, FileMode.Open, FileAccess.Write);
        file.SetLength(file.Length / 2);
    });

    [Fact]
    public async Task What_was_opened_is_read_whatever_its_name_means_by_now()
    {
        await File.WriteAllTextAsync(Source, "the first");
        using var file = RegularFile.Open(Source);
        await File.WriteAllTextAsync(Source + ".new", "another one");
        File.Move(Source + ".new", Source, overwrite: true);

        var bytes = new byte[100];
        Assert.Equal("the first"u8.ToArray(), bytes[..file.Read(bytes, 0)]);
        Assert.Equal(0, file.Read(bytes, 9));
        Assert.False(file.HasChanged); // its name went to another; it did not change
    }

    [Fact]
    public async Task What_is_added_after_the_opening_is_noticed_and_not_read()
    {
        await File.WriteAllTextAsync(Source, "whole");
        using var file = RegularFile.Open(Source);
        Assert.False(file.HasChanged);
        await File.AppendAllTextAsync(Source, " and more");

        var bytes = new byte[100];
        Assert.Equal(5, file.Read(bytes, 0));
        Assert.True(file.HasChanged);
        Assert.Throws<IOException>(() => SourceFile.MustBeUnchanged(file));
    }

    private async Task MustNotBeRead(string path)
    {
        var time = Stopwatch.StartNew();
        var outcome = await TestChild.RunAsync(TestChild.Options, _workspace.Request(path, AnyLength));
        Assert.Equal(new ShowcaseOutcome.Failed("The source is not a regular file.", Crashed: false), outcome);
        Assert.InRange(time.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Empty(_workspace.Files);
    }

    private async Task MustChange(Action change)
    {
        File.Copy(await Clips.SmallFifteenSeconds, Source);
        var changed = false;
        var outcome = await TestChild.RunAsync(TestChild.Options, _workspace.Request(Source, AnyLength), _ =>
        {
            if (changed) return;
            changed = true;
            change();
        });
        Assert.Equal(new ShowcaseOutcome.Failed("The source changed while it was read.", Crashed: false), outcome);
        Assert.Empty(_workspace.Files);
    }
}
