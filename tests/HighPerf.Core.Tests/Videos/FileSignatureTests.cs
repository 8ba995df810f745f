using HighPerf.Core.Videos;

namespace HighPerf.Core.Tests.Videos;

public sealed class FileSignatureTests
{
    [Fact]
    public void An_ftyp_box_at_the_start_is_an_iso_media_file() => Assert.True(FileSignature.IsIsoMedia("\0\0\0\u0018ftypmp42\0\0\0\0"u8));

    [Fact]
    public void Anything_else_is_not()
    {
        Assert.False(FileSignature.IsIsoMedia("RIFF\0\0\0\0AVI LIST"u8));
        Assert.False(FileSignature.IsIsoMedia("\0\0\0\u0018ftypmp"u8));
        Assert.False(FileSignature.IsIsoMedia([]));
    }
}
