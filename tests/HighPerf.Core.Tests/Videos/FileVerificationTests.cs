using HighPerf.Core.Seeding;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Testing.Servers;

namespace HighPerf.Core.Tests.Videos;

[Collection(CoreCollection.Name)]
public sealed class FileVerificationTests(CoreFixture fixture)
{
    private const int Size = 1_000; // as Competition's uploads say

    private static readonly DateTime s_longAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task What_is_missing_empty_or_of_another_length_is_said_and_nothing_else()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        using var directory = TestDirectory.Create("verify");
        var storage = Directories(directory);
        var player = await competition.PlayerAsync();
        Guid[] videos = [await competition.OpenVideoAsync(player), await competition.OpenVideoAsync(player), await competition.OpenVideoAsync(player)];
        foreach (var video in videos) Write(storage, video);
        var right = await VerifyAsync(competition, storage);
        Assert.Equal((3L, 9L, 0L, 0L), (right.Videos, right.Files, right.Wrong, right.Leftovers));

        await File.WriteAllBytesAsync(Original(storage, videos[0]), new byte[Size - 1]);
        File.Delete(Clip(storage, videos[1]));
        await File.WriteAllBytesAsync(Thumbnail(storage, videos[2]), []);
        var report = await VerifyAsync(competition, storage);

        Assert.Equal((3L, 9L, 3L, 0L), (report.Videos, report.Files, report.Wrong, report.Leftovers));
        Assert.Equal(
        [
            new WrongFile(videos[1], FileKind.Clip, StorageKeys.Clip(videos[1], 1), null, null),
            new WrongFile(videos[0], FileKind.Original, StorageKeys.Original(videos[0]), Size, Size - 1),
            new WrongFile(videos[2], FileKind.Thumbnail, StorageKeys.Thumbnail(videos[2], 1), null, 0),
        ],
        report.WrongFiles.OrderBy(file => file.Kind, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_video_that_was_not_made_yet_needs_its_original_alone()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        using var directory = TestDirectory.Create("verify");
        var storage = Directories(directory);
        var (video, _) = await competition.UploadAsync(await competition.PlayerAsync());
        await File.WriteAllBytesAsync(Original(storage, video), new byte[Size]);

        var report = await VerifyAsync(competition, storage);

        Assert.Equal((1L, 1L, 0L), (report.Videos, report.Files, report.Wrong));
    }

    [Fact]
    public async Task The_segments_of_a_resumable_upload_are_files_of_rows_too()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        using var directory = TestDirectory.Create("verify");
        var storage = Directories(directory);
        var (upload, player) = (Guid.CreateVersion7(), await competition.PlayerAsync());
        string[] keys = [StorageKeys.Segment(upload, 0, Guid.CreateVersion7()), StorageKeys.Segment(upload, 30, Guid.CreateVersion7())];
        await using var insert = competition.Database.CreateCommand(
            """
            with upload as (insert into uploads (id, video_id, player_id, title, metadata, length, "offset", segments, expires_at)
              values ($1, $2, $3, 'Triple', '', 100, 50, 2, now() + interval '1 day'))
            insert into upload_segments (upload_id, start, length, key) values ($1, 0, 30, $4), ($1, 30, 20, $5)
            """);
        foreach (var value in new object[] { upload, Guid.CreateVersion7(), player, keys[0], keys[1] }) insert.Parameters.AddWithValue(value);
        await insert.ExecuteNonQueryAsync();
        await File.WriteAllBytesAsync(Path.Combine(storage.UploadsDirectory, keys[0]), new byte[30]);

        var report = await VerifyAsync(competition, storage);

        Assert.Equal((0L, 2L, 1L), (report.Videos, report.Files, report.Wrong));
        Assert.Equal(new WrongFile(upload, FileKind.Segment, keys[1], 20, null), Assert.Single(report.WrongFiles));
    }

    [Fact]
    public async Task Old_files_of_ours_without_a_row_are_counted_and_are_not_wrong()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        using var directory = TestDirectory.Create("verify");
        var storage = Directories(directory);
        var video = await competition.OpenVideoAsync(await competition.PlayerAsync());
        Write(storage, video);
        var (old, young) = (Original(storage, Guid.CreateVersion7()), Original(storage, Guid.CreateVersion7()));
        foreach (var path in new[] { old, young, Path.Combine(storage.UploadsDirectory, "not-ours.txt") }) await File.WriteAllBytesAsync(path, new byte[7]);
        foreach (var path in Directory.GetFiles(storage.UploadsDirectory).Where(file => file != young)) File.SetLastWriteTimeUtc(path, s_longAgo);

        var report = await VerifyAsync(competition, storage);

        Assert.Equal((0L, 1L, 7L), (report.Wrong, report.Leftovers, report.LeftoverBytes));
        Assert.True(File.Exists(old));
    }

    [Fact]
    public async Task More_rows_than_are_read_at_once_are_all_looked_at_and_the_first_ones_listed()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        using var directory = TestDirectory.Create("verify");
        var options = new SeedOptions(Players: 100, Videos: 2_000, Votes: 100, Seed: 7, Cities: 10, PasswordHash: "hash");
        await new Seeder(competition.Database, storage: null).RunAsync(options, new NoProgress(), default);

        var report = await VerifyAsync(competition, Directories(directory), listed: 5);

        Assert.Equal((2_000L, 6_000L, 6_000L, 5), (report.Videos, report.Files, report.Wrong, report.WrongFiles.Count));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_is_no_verdict_on_its_files()
    {
        await using var competition = new Competition(await fixture.DatabaseAsync());
        using var directory = TestDirectory.Create("verify");
        var storage = Directories(directory) with { ProcessedDirectory = Path.Combine(directory.FullPath, "not-mounted") };

        var exception = await Assert.ThrowsAsync<IOException>(() => VerifyAsync(competition, storage));

        Assert.Contains("PROCESSED_DIR", exception.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(storage.ProcessedDirectory));
    }

    private static Task<FilesReport> VerifyAsync(Competition competition, StorageOptions storage, int listed = 100) =>
        new FileVerification(competition.Database, competition.Work, storage, TimeProvider.System).RunAsync(listed, default);

    private static StorageOptions Directories(TestDirectory directory) => new(directory.Subdirectory("uploads"), directory.Subdirectory("processed"));

    private static void Write(StorageOptions storage, Guid video)
    {
        foreach (var path in new[] { Original(storage, video), Clip(storage, video), Thumbnail(storage, video) }) File.WriteAllBytes(path, new byte[Size]);
    }

    private static string Original(StorageOptions storage, Guid video) => Path.Combine(storage.UploadsDirectory, StorageKeys.Original(video));

    private static string Clip(StorageOptions storage, Guid video) => Path.Combine(storage.ProcessedDirectory, StorageKeys.Clip(video, 1));

    private static string Thumbnail(StorageOptions storage, Guid video) => Path.Combine(storage.ProcessedDirectory, StorageKeys.Thumbnail(video, 1));
}
