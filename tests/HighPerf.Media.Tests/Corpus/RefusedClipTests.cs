using HighPerf.Media.Showcase;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Corpus;

/// <summary>A clip that cannot take part: exit code 65, the stable code and a reason on standard error, nothing left behind.</summary>
public sealed class RefusedClipTests
{
    private static readonly Dictionary<string, Func<Task<string>>> Sources = new(StringComparer.Ordinal)
    {
        ["too short"] = () => Clips.TooShort,
        ["too long"] = () => Clips.TooLong,
        ["too small"] = () => Clips.TooSmall,
        ["too large"] = () => Clips.TooLarge,
        ["sound alone"] = () => Clips.NoVideo,
        ["a codec nobody films with"] = () => Clips.UnsupportedCodec,
        ["empty"] = () => Clips.Empty,
        ["another size from the middle on"] = () => Clips.OtherSizeFromTheMiddle,
        ["cut off"] = () => Clips.Truncated,
        ["cut off with its index"] = () => Clips.TruncatedWithoutIndex,
    };

    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var flavour in WorkerProgram.Flavours)
            {
                rows.Add("too short", RefusalCode.DurationTooShort, flavour);
                rows.Add("too long", RefusalCode.DurationTooLong, flavour);
                rows.Add("too small", RefusalCode.ResolutionTooSmall, flavour);
                rows.Add("too large", RefusalCode.ResolutionTooLarge, flavour);
                rows.Add("sound alone", RefusalCode.NoVideoStream, flavour);
                rows.Add("a codec nobody films with", RefusalCode.UnsupportedCodec, flavour);
                rows.Add("empty", RefusalCode.Damaged, flavour);
                rows.Add("another size from the middle on", RefusalCode.Damaged, flavour);
                rows.Add("cut off", RefusalCode.Damaged, flavour);
                rows.Add("cut off with its index", RefusalCode.Damaged, flavour);
            }
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task It_is_refused_with_its_reason(string name, string code, string flavour)
    {
        using var directory = TestDirectory.Create("refused");
        var results = directory.Subdirectory("results");
        var worker = await WorkerProgram.TranscodeAsync(
            flavour, await Sources[name](), Path.Combine(results, "clip.mp4"), Path.Combine(results, "clip.jpg"),
            directory.Subdirectory("cache"), anyClip: false);
        Assert.Equal(WorkerProgram.RefusedExitCode, worker.ExitCode);
        Assert.Contains($"refused: {code}: ", worker.Errors, StringComparison.Ordinal);
        Assert.Equal("", worker.Output);
        Assert.Empty(Directory.GetFileSystemEntries(results));
    }
}
