using System.Text.Json;
using HighPerf.Media.Isolation;
using HighPerf.Media.Tests.Corpus;
using HighPerf.Testing.Servers;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>What is left to whoever takes over one of the published worker's processes, run by an ordinary user.</summary>
public sealed class TakenOverTests
{
    private const string NoCodeOfItsOwn = "mmap 13, mprotect 13, /proc/self/mem 13"; // EACCES
    private const string NothingOfItsMemory = "mmap 0, mprotect 0, /proc/self/mem 13";

    public static TheoryData<string> Flavours => [.. WorkerProgram.Flavours];

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task A_child_brings_in_no_code_and_overwrites_none(string flavour)
    {
        using var workspace = new Workspace();
        var request = new ChildRequest(workspace.Request("/nowhere"), new ChildLimits(768L << 20, 600, 256L << 20, 256));
        var line = JsonSerializer.Serialize(request, ChildJson.Default.ChildRequest) + "\n";
        var errors = await TakenOver.RunAsync(WorkerProgram.Locate(flavour), line, ShowcaseChild.Verb);
        Assert.Equal(NoCodeOfItsOwn, errors);
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Nor_does_probe(string flavour)
    {
        var errors = await TakenOver.RunAsync(WorkerProgram.Locate(flavour), "", "probe", "/nowhere");
        Assert.EndsWith("\n" + NoCodeOfItsOwn, errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Flavours))]
    public async Task Nobody_looks_into_the_parent_of_a_child(string flavour)
    {
        using var directory = TestDirectory.Create("parent");
        var errors = await TakenOver.RunAsync(
            WorkerProgram.Locate(flavour), "", "transcode", "/dev/null", Path.Combine(directory.FullPath, "out.mp4"), "--cache", directory.FullPath);
        Assert.EndsWith("\n" + NothingOfItsMemory, errors, StringComparison.Ordinal);
    }
}
