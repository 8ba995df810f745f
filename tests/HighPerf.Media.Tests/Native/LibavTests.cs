using HighPerf.Media.Codecs;
using HighPerf.Media.Containers;
using HighPerf.Media.Native;

namespace HighPerf.Media.Tests.Native;

public sealed class LibavTests
{
    [Fact]
    public void The_linked_libraries_are_those_built_against() => LibavVersion.Check();

    [Fact]
    public void Another_major_version_is_named_in_the_error()
    {
        var error = Assert.Throws<InvalidOperationException>(() => LibavVersion.Check("avcodec", (58 << 16) | (134 << 8) | 100, (59 << 16) | (37 << 8) | 100));
        Assert.Equal("libavcodec 58.134.100 is linked, but this program was built against 59.37.100.", error.Message);
    }

    [Fact]
    public void An_error_says_what_was_tried_and_libavs_own_words()
    {
        var error = Assert.Throws<LibavException>(() => LibavException.Check(AVConst.AVERROR_INVALIDDATA, "open the file"));
        Assert.Equal("open the file", error.Operation);
        Assert.Equal(AVConst.AVERROR_INVALIDDATA, error.Code);
        Assert.Contains("Invalid data found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Owners_free_once_however_often_they_are_asked()
    {
        var frame = new Frame();
        var packet = new Packet();
        var encoder = new H264Encoder();
        for (var i = 0; i < 2; i++)
        {
            frame.Dispose();
            packet.Dispose();
            encoder.Dispose();
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_and_not_a_crash()
    {
        var error = Assert.Throws<IOException>(() => new InputContainer("/nowhere/clip.mp4", CancellationToken.None));
        Assert.Contains("No such file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_read_is_interrupted()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<LibavException>(() => new InputContainer(typeof(LibavTests).Assembly.Location, cancelled.Token));
    }
}
