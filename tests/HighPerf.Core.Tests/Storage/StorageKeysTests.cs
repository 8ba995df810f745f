using HighPerf.Core.Storage;

namespace HighPerf.Core.Tests.Storage;

public sealed class StorageKeysTests
{
    private static readonly Guid s_video = Guid.Parse("01890a5d-ac96-774b-bcce-b302099a8057");

    [Fact]
    public void Names_carry_video_and_attempt()
    {
        Assert.True(StorageKeys.TryParseAttempt(StorageKeys.Clip(s_video, 12), out var video, out var attempt));
        Assert.Equal((s_video, 12), (video, attempt));
        Assert.True(StorageKeys.TryParseAttempt(StorageKeys.Thumbnail(s_video, 3) + StorageKeys.PartSuffix, out _, out attempt));
        Assert.Equal(3, attempt);
        Assert.False(StorageKeys.TryParseAttempt(StorageKeys.Original(s_video), out _, out _));
        foreach (var name in new[] { $"{s_video}.mp4", $"{s_video}.mp4.part", $"{s_video}.7.mp4", $"{s_video}.7.jpg.part" }) Assert.True(StorageKeys.IsOurs(name));
        foreach (var name in new[] { "notes.txt", $"{s_video}.mp4.bak", $"{s_video}", $"{s_video}.mp4\n", $"x{s_video}.mp4" }) Assert.False(StorageKeys.IsOurs(name));
    }

    [Theory]
    [InlineData("../secret.mp4")]
    [InlineData("a/b.mp4")]
    [InlineData(".hidden")]
    [InlineData("")]
    [InlineData("A.mp4")]
    public void Nothing_that_could_leave_the_directory_is_a_key(string name) => Assert.False(StorageKeys.IsKey(name));
}
