using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HighPerf.Media.Showcase;
using HighPerf.Media.Tests.Mp4;
using HighPerf.Testing;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;
using Xunit.Abstractions;

namespace HighPerf.Media.Tests.Isolation.Mutations;

/// <summary>
/// Thousands of broken clips (<c>HIGHPERF_TEST_FULL=1</c>), or a handful that is always the same. <c>HIGHPERF_TEST_SEED</c> makes
/// another campaign, or repeats one; with <c>HIGHPERF_TEST_INDEX</c> too, one clip of it; <c>HIGHPERF_TEST_COUNT</c> makes it as
/// long as there is time.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class MutationTests(ITestOutputHelper console)
{
    private const int SampleSeed = 1;
    private const long Flat = 48L << 20; // what a garbage collector may keep for itself; thousands of leaked runs would be more

    [Fact]
    public async Task Broken_clips_hurt_nobody()
    {
        var seed = Number("HIGHPERF_TEST_SEED") ?? (FullRun.IsWanted ? Random.Shared.Next() : SampleSeed);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        var mutator = new Mutator(await SeedsAsync(), seed);
        using var directory = TestDirectory.Create("mutations");
        var campaign = new MutationCampaign(mutator, seed, directory.FullPath);

        if (Number("HIGHPERF_TEST_INDEX") is { } index)
        {
            var (bytes, description) = mutator.Make(index);
            console.WriteLine($"{description}: {campaign.Keep(index, bytes)}");
            await campaign.RunAsync([index]);
        }
        else
        {
            var count = Number("HIGHPERF_TEST_COUNT") ?? FullRun.Times(2_000, 60);
            await campaign.RunAsync(Enumerable.Range(0, count / 4));
            var (managed, resident) = Memory();
            await campaign.RunAsync(Enumerable.Range(count / 4, count - (count / 4)));
            var (managedAfter, residentAfter) = Memory();
            console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count} clips; managed {managed >> 10} → {managedAfter >> 10} KiB, resident {resident >> 20} → {residentAfter >> 20} MiB"));
            Assert.InRange(managedAfter - managed, long.MinValue, Flat / 8);
            Assert.InRange(residentAfter - resident, long.MinValue, Flat);
        }

        var summary = campaign.Summary();
        console.WriteLine(summary);
        var kept = Directory.CreateDirectory(Path.Combine(Repository.Root, "artifacts", "mutations")).FullName;
        await File.WriteAllTextAsync(Path.Combine(kept, $"summary-{seed}.txt"), summary);
        Assert.Empty(campaign.Faults);
        Assert.DoesNotContain(ProcessTree.ChildrenOf(Environment.ProcessId), TestChild.IsShowcaseChild);
        Assert.Equal(["cache"], Directory.EnumerateFileSystemEntries(directory.FullPath).Select(Path.GetFileName));
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Path.Combine(directory.FullPath, "cache")), file => file.EndsWith(".part", StringComparison.Ordinal));
    }

    /// <summary>Found by the first campaign: its times say that all its pictures take none.</summary>
    [Fact]
    public async Task A_clip_that_shows_no_picture_is_refused_and_not_tried_again()
    {
        using var workspace = new Workspace();
        var boxes = Mp4Box.Parse(await File.ReadAllBytesAsync(await Clips.SmallTwoSeconds));
        foreach (var box in Mp4Box.All(boxes).Where(box => box.Type == "stts")) Array.Clear(box.Payload, 12, 4); // the only run's duration
        var source = Path.Combine(Directory.CreateDirectory(workspace.CacheDirectory).FullName, "source.mp4");
        await File.WriteAllBytesAsync(source, Mp4Box.Write(boxes));
        var outcome = await TestChild.RunAsync(TestChild.Options, workspace.Request(source, SourceRules.Any));
        Assert.Equal(RefusalCode.Damaged, Assert.IsType<ShowcaseOutcome.Refused>(outcome).Code);
        Assert.Empty(workspace.Files);
    }

    [Fact]
    public async Task The_same_numbers_make_the_same_clip()
    {
        var seeds = await SeedsAsync();
        for (var index = 0; index < 50; index++)
        {
            var (bytes, description) = new Mutator(seeds, 7).Make(index);
            Assert.Equal(bytes, new Mutator(seeds, 7).Make(index).Bytes);
            Assert.NotEmpty(description);
        }
    }

    [Fact]
    public async Task The_sound_clips_are_of_every_codec_and_way_to_be_shown()
    {
        List<JsonElement> streams = [];
        foreach (var (_, path) in await TinyClips.AllAsync())
        {
            using var probe = await FfmpegOracle.ProbeAsync(path);
            streams.AddRange(probe.RootElement.GetProperty("streams").Clone().EnumerateArray().Where(IsVideo));
        }
        Assert.Equal(
            ["av1", "h264", "hevc", "mjpeg", "mpeg4", "vp9"],
            streams.Select(stream => stream.GetProperty("codec_name").GetString()!).Distinct().Order(StringComparer.Ordinal), StringComparer.Ordinal);
        Assert.Contains(streams, stream => stream.GetProperty("width").GetInt32() > 1280);
        Assert.Contains(streams, stream => stream.TryGetProperty("field_order", out var order) && order.GetString() == "tt");
        Assert.Contains(streams, stream => stream.TryGetProperty("side_data_list", out var data) && data.GetRawText().Contains("rotation", StringComparison.Ordinal));
        var cut = (await SeedsAsync()).Single(seed => seed.Name == "turned and cut").Bytes;
        var edits = Assert.Single(Mp4Box.All(Mp4Box.Parse(cut)), box => box.Type == "elst");
        // The first edit's media time, in 12,800ths of a second: later than the pictures' own delay of 1,024.
        Assert.InRange(BinaryPrimitives.ReadInt32BigEndian(edits.Payload.AsSpan(12)), 5_120, 12_800);
    }

    [Fact]
    public async Task What_is_not_mutated_is_written_as_it_was_read()
    {
        foreach (var (_, bytes) in await SeedsAsync()) Assert.Equal(bytes, Mp4Box.Write(Mp4Box.Parse(bytes)));
    }

    private static async Task<IReadOnlyList<(string Name, byte[] Bytes)>> SeedsAsync()
    {
        List<(string, byte[])> seeds = [];
        foreach (var (name, path) in await TinyClips.AllAsync()) seeds.Add((name, await File.ReadAllBytesAsync(path)));
        return seeds;
    }

    private static bool IsVideo(JsonElement stream) => stream.GetProperty("codec_type").GetString() == "video";

    private static (long Managed, long Resident) Memory()
    {
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using var self = Process.GetCurrentProcess();
        return (managed, self.WorkingSet64);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;
}
