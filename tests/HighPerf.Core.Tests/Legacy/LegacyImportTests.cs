using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using HighPerf.Core.Database;
using HighPerf.Core.Legacy;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using Microsoft.Extensions.Time.Testing;

namespace HighPerf.Core.Tests.Legacy;

[Collection(CoreCollection.Name)]
public sealed class LegacyImportTests(CoreFixture fixture)
{
    [Fact]
    public async Task A_public_video_comes_with_its_clip_its_votes_and_its_times()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync(" Ana@Example.test", city: "  ");
        var eva = await run.Old.UserAsync("eva@example.test");
        var original = run.Old.Clip("uploads/x.mp4", 700);
        var clip = run.Old.Clip("processed/x.mp4", 300);
        var video = await run.Old.VideoAsync(ana, "public", "/app/uploads/x.mp4", "/app/processed/x.mp4", " Mate ");
        await run.Old.VoteAsync(video, eva, "2025-10-02 12:34:56.789");

        var report = await run.ImportAsync();

        Assert.True(report.AddsUp);
        Assert.Empty(report.Skipped);
        Assert.Equal(0, report.Jobs);
        Assert.Equal(
            [new LegacyTally("players", 2, 2, 0, 0, 0, 2), new LegacyTally("videos", 1, 1, 0, 0, 0, 1), new LegacyTally("votes", 1, 1, 0, 0, 0, 1)],
            report.Tallies);
        Assert.Equal(new LegacyBytes(2, 1_000, 1_000, 0), report.Bytes);
        Assert.Equal("Ana@Example.test", await run.New.ScalarAsync<string>("select email from players where city is null"));

        var id = await run.NewIdAsync("video", video);
        Assert.Equal(7, id.Version);
        var record = (await run.New.Records.FindAsync(id, default))!;
        Assert.Equal("Mate", record.Title);
        Assert.Equal("processed", record.Status);
        Assert.Equal(new DateTime(2025, 10, 1, 10, 0, 0, DateTimeKind.Utc), record.UploadedAt);
        Assert.Equal(new DateTime(2025, 10, 1, 10, 5, 0, DateTimeKind.Utc), record.PublishedAt);
        Assert.Equal(record.PublishedAt, record.ProcessedAt);
        Assert.Equal(700, record.SizeBytes);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(original))), record.Sha256);
        Assert.Equal(await File.ReadAllBytesAsync(original), await File.ReadAllBytesAsync(run.Storage.OriginalPath(record.OriginalKey)));
        Assert.Equal(await File.ReadAllBytesAsync(clip), await File.ReadAllBytesAsync(run.Storage.ProcessedPath(record.ProcessedKey!)));
        Assert.Equal(new DateTime(2025, 10, 2, 12, 34, 56, 789, DateTimeKind.Utc), await run.New.ScalarAsync<DateTime>("select cast_at from votes"));
        Assert.Equal(2, await run.New.ScalarAsync<long>(
            $"select count(*) from standing_changes where video_id = '{id}' and player_id = '{record.PlayerId}'"));
        Assert.Null((await run.New.Videos.FindOpenAsync(id, null, default))!.ThumbnailKey);
    }

    [Fact]
    public async Task An_unprocessed_video_and_one_whose_clip_is_lost_are_transcoded_and_one_without_files_is_skipped()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        foreach (var name in new[] { "a", "b", "c", "only" }) run.Old.Clip($"uploads/{name}.mp4");
        run.Old.Clip("processed/kept.mp4");
        await File.WriteAllTextAsync(Path.Combine(run.Old.Root, "processed/broken.mp4"), "<html>not a clip at all</html>");
        await File.WriteAllBytesAsync(Path.Combine(run.Old.Root, "uploads/empty.mp4"), []);
        var uploaded = await run.Old.VideoAsync(ana, "uploaded", "uploads/a.mp4", null);
        var lost = await run.Old.VideoAsync(ana, "public", "/uploads/b.mp4", "processed/lost.mp4");
        var broken = await run.Old.VideoAsync(ana, "processed", "./uploads/c.mp4", "processed/broken.mp4");
        var standIn = await run.Old.VideoAsync(ana, "processed", "uploads/lost.mp4", "processed/kept.mp4");
        var sameFile = await run.Old.VideoAsync(ana, "processed", "/app/uploads/only.mp4", "/app/uploads/only.mp4");
        var nothing = await run.Old.VideoAsync(ana, "public", "uploads/lost.mp4", "processed/lost.mp4");
        var empty = await run.Old.VideoAsync(ana, "uploaded", "uploads/empty.mp4", null);

        var report = await run.ImportAsync();

        Assert.True(report.AddsUp);
        Assert.Equal([nothing, empty], report.Skipped.Select(row => (int)row.OldId));
        Assert.Equal([lost, broken, standIn, sameFile], report.Notes.Select(row => (int)row.OldId));
        Assert.Equal(4, report.Jobs);
        foreach (var video in new[] { uploaded, lost, broken, sameFile })
        {
            var id = await run.NewIdAsync("video", video);
            Assert.Equal("uploaded", (await run.New.Records.FindAsync(id, default))!.Status);
            Assert.Equal(1, await run.New.ScalarAsync<long>(
                $"select count(*) from jobs where kind = '{VideoJobs.Transcode}' and unique_key = '{VideoJobs.TranscodeKey(id)}' and payload ->> 'video_id' = '{id}'"));
        }

        Assert.Equal("processed", (await run.New.Records.FindAsync(await run.NewIdAsync("video", standIn), default))!.Status);
    }

    [Fact]
    public async Task Nothing_outside_the_directory_is_read()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        run.Old.Clip("inside.mp4");
        run.Old.Clip("root/files/real.mp4");
        File.CreateSymbolicLink(Path.Combine(run.Old.Root, "root/out.mp4"), Path.Combine(run.Old.Root, "inside.mp4"));
        Directory.CreateSymbolicLink(Path.Combine(run.Old.Root, "root/up"), run.Old.Root);
        File.CreateSymbolicLink(Path.Combine(run.Old.Root, "root/in.mp4"), "files/real.mp4");
        foreach (var path in new[] { "../inside.mp4", "/app/../../inside.mp4", "out.mp4", "up/inside.mp4", "in.mp4", "https://old.example/media/files/real.mp4" })
        {
            await run.Old.VideoAsync(ana, "uploaded", path, null, path);
        }

        Directory.CreateSymbolicLink(Path.Combine(run.Old.Root, "alias"), "root");
        var report = await new LegacyImport(run.New.Database, run.Storage, TimeProvider.System).RunAsync(
            PostgresUrl.Parse(new Uri(run.Old.Url)), Path.Combine(run.Old.Root, "alias"), new LegacyImportOptions(), new NoProgress(), default);

        Assert.Equal(4, report.Skipped.Count);
        Assert.All(report.Skipped, row => Assert.Contains("leads out of the directory", row.Reason, StringComparison.Ordinal));
        Assert.Equal("https://old.example/media/files/real.mp4,in.mp4", await run.New.ScalarAsync<string>("select string_agg(title, ',' order by title) from videos"));
    }

    [Fact]
    public async Task A_lost_file_is_not_replaced_by_somebody_elses_of_the_same_name()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        run.Old.Clip("uploads/1.mp4");
        run.Old.Clip("2.mp4");
        run.Old.Clip("uploads/3.mp4");
        await run.Old.VideoAsync(ana, "uploaded", "/app/uploads/1.mp4", null);
        var lost = await run.Old.VideoAsync(ana, "uploaded", "/app/uploads/2.mp4", null);
        await run.Old.VideoAsync(ana, "uploaded", "uploads/3.mp4", null);

        var report = await run.ImportAsync(new LegacyImportOptions { DryRun = true });
        Assert.Equal("app", report.Prefix);
        Assert.Equal(
            new SkippedRow("video", lost, "no original: /app/uploads/2.mp4 is not there; no clip: it was never processed"), Assert.Single(report.Skipped));
        Assert.Single((await run.ImportAsync(new LegacyImportOptions { DryRun = true, Prefix = "/app/uploads" })).Skipped);
        Assert.Equal(2, (await run.ImportAsync(new LegacyImportOptions { DryRun = true, Prefix = "/" })).Skipped.Count);
    }

    [Fact]
    public async Task A_file_that_more_than_one_video_names_is_reported()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        var file = run.Old.Clip("uploads/x.mp4");
        run.Old.Clip("uploads/y.mp4");
        File.CreateSymbolicLink(Path.Combine(run.Old.Root, "uploads/same.mp4"), "x.mp4");
        var first = await run.Old.VideoAsync(ana, "uploaded", "/app/uploads/x.mp4", null);
        await run.Old.VideoAsync(ana, "processed", "/app/uploads/y.mp4", "/app/uploads/y.mp4");
        var second = await run.Old.VideoAsync(ana, "uploaded", "uploads/same.mp4", null);
        foreach (var dryRun in new[] { true, false })
        {
            var report = await run.ImportAsync(new LegacyImportOptions { DryRun = dryRun });
            Assert.True(report.AddsUp);
            var shared = Assert.Single(report.Shared);
            Assert.Equal(file, shared.Path);
            Assert.Equal([first, second], shared.Videos.Select(id => (int)id));
        }
    }

    [Fact]
    public async Task A_fifo_a_socket_and_a_looping_link_are_their_videos_problem_alone()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        run.Old.Clip("good.mp4");
        using (var fifo = Process.Start("mkfifo", [Path.Combine(run.Old.Root, "fifo.mp4")])) await fifo.WaitForExitAsync();
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(run.Old.Root, "socket.mp4")));
        File.CreateSymbolicLink(Path.Combine(run.Old.Root, "loop.mp4"), "loop.mp4");
        File.CreateSymbolicLink(Path.Combine(run.Old.Root, "dangling.mp4"), "nowhere.mp4");
        foreach (var name in new[] { "fifo.mp4", "socket.mp4", "loop.mp4", "dangling.mp4", "good.mp4" }) await run.Old.VideoAsync(ana, "uploaded", name, null);

        var report = await run.ImportAsync();

        Assert.True(report.AddsUp);
        Assert.Equal([1, 2, 3, 4], report.Skipped.Select(row => (int)row.OldId));
        Assert.All(report.Skipped.Take(2), row => Assert.Contains("is no regular file", row.Reason, StringComparison.Ordinal));
        Assert.All(report.Skipped.Skip(2), row => Assert.Contains("cannot be opened", row.Reason, StringComparison.Ordinal));
        Assert.Equal(1, await run.New.ScalarAsync<long>("select count(*) from videos"));
    }

    [Fact]
    public async Task Rows_that_break_the_rules_are_skipped_with_their_reason_and_their_videos_and_votes_with_them()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var good = await run.Old.UserAsync("good@example.test");
        var noName = await run.Old.UserAsync("a@example.test", firstName: "  ");
        var longName = await run.Old.UserAsync("b@example.test", firstName: new string('ñ', 101));
        var control = await run.Old.UserAsync("c@example.test", city: "Bo\tgotá");
        var noHash = await run.Old.UserAsync("d@example.test", hash: "plain text");
        await run.Old.UserAsync("e@example.test", firstName: new string('ñ', 100));
        run.Old.Clip("uploads/x.mp4");
        var video = await run.Old.VideoAsync(good, "uploaded", "uploads/x.mp4", null);
        var theirs = await run.Old.VideoAsync(noName, "uploaded", "uploads/x.mp4", null);
        var untitled = await run.Old.VideoAsync(good, "uploaded", "uploads/x.mp4", null, "");
        var titled = await run.Old.VideoAsync(good, "uploaded", "uploads/x.mp4", null, new string('t', 256));
        var strange = await run.Old.VideoAsync(good, "deleted", "uploads/x.mp4", null);
        await run.Old.VoteAsync(video, good);
        await run.Old.VoteAsync(video, control);
        await run.Old.VoteAsync(untitled, good);

        var report = await run.ImportAsync();

        Assert.True(report.AddsUp);
        Assert.Equal(
            [
                ("player", noName, "first_name is empty"), ("player", longName, "first_name has 101 characters, 100 are allowed"),
                ("player", control, "city has control characters"), ("player", noHash, "password_hash is no bcrypt hash"),
                ("video", theirs, $"its player, user {noName}, is skipped"), ("video", untitled, "title is empty"),
                ("video", titled, "title has 256 characters, 255 are allowed"), ("video", strange, "the status 'deleted' is unknown"),
            ],
            report.Skipped.Select(row => (row.Kind, (int)row.OldId, row.Reason)));
        Assert.Equal(
            [new SkippedVotes("the player is skipped", 1), new SkippedVotes("the video is skipped", 1)],
            report.SkippedVotes.OrderBy(s => s.Reason, StringComparer.Ordinal));
        Assert.Equal(new LegacyTally("votes", 3, 1, 0, 0, 2, 1), report.Tallies[2]);

        await run.Old.ExecuteAsync("update users set first_name = 'Luz' where id = $1", noName);
        await run.Old.ExecuteAsync("update videos set title = 'Pase' where id = $1", untitled);
        var again = await run.ImportAsync();
        Assert.True(again.AddsUp);
        Assert.Equal([1, 2, 1], again.Tallies.Select(tally => (int)tally.Now));
    }

    [Fact]
    public async Task Accounts_whose_emails_differ_in_case_stop_the_import_or_become_the_oldest()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        await run.New.PlayerAsync(); // player0@example.test
        var second = await run.Old.UserAsync("ana@example.test", "Dos");
        var first = await run.Old.UserAsync("Ana@Example.test", "Uno");
        await run.Old.ExecuteAsync("update users set created_at = created_at - interval '1 day' where id = $1", first);
        var taken = await run.Old.UserAsync("PLAYER0@example.test", "Tres");
        run.Old.Clip("uploads/x.mp4");
        run.Old.Clip("processed/x.mp4", 200);
        var video = await run.Old.VideoAsync(second, "public", "uploads/x.mp4", "processed/x.mp4");
        await run.Old.VoteAsync(video, first, "2025-10-02 12:00");
        await run.Old.VoteAsync(video, second, "2025-10-01 12:00");
        await run.Old.VoteAsync(video, taken);

        var stopped = await run.ImportAsync();
        Assert.True(stopped.Stopped);
        Assert.False(stopped.AddsUp);
        Assert.Equal([("Ana@Example.test", (long?)first, second), ("PLAYER0@example.test", null, taken)],
            stopped.Collisions.Select(c => (c.Email, c.Kept, (int)c.Others.Single())));
        Assert.Equal(1, await run.New.ScalarAsync<long>("select count(*) from players"));
        Assert.Empty(run.Files());

        var merged = await run.ImportAsync(new LegacyImportOptions { MergeDuplicates = true });
        Assert.True(merged.AddsUp);
        Assert.Equal(
            [new LegacyTally("players", 3, 1, 2, 0, 0, 3), new LegacyTally("videos", 1, 1, 0, 0, 0, 1), new LegacyTally("votes", 3, 2, 1, 0, 0, 2)],
            merged.Tallies);
        Assert.Equal("Uno", await run.New.ScalarAsync<string>("select first_name from players p join videos v on v.player_id = p.id"));
        Assert.Equal(new DateTime(2025, 10, 1, 12, 0, 0, DateTimeKind.Utc), await run.New.ScalarAsync<DateTime>("select min(cast_at) from votes"));
        Assert.Equal(2, await run.New.ScalarAsync<long>("select count(*) from players"));

        var again = await run.ImportAsync();
        Assert.True(again.AddsUp);
        Assert.Empty(again.Collisions);
        Assert.Equal([0, 0, 0], again.Tallies.Select(tally => (int)tally.Now));
    }

    [Fact]
    public async Task What_was_deleted_here_since_is_not_imported_again()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        run.Old.Clip("uploads/x.mp4");
        var video = await run.Old.VideoAsync(ana, "uploaded", "uploads/x.mp4", null);
        await run.Old.VoteAsync(video, ana);
        await run.ImportAsync();
        await run.New.Videos.DeleteAsync(await run.NewIdAsync("player", ana), await run.NewIdAsync("video", video), default);

        var again = await run.ImportAsync();

        Assert.True(again.AddsUp);
        Assert.Equal(
            [new LegacyTally("players", 1, 1, 0, 0, 0, 0), new LegacyTally("videos", 1, 0, 0, 1, 0, 0), new LegacyTally("votes", 1, 0, 0, 1, 0, 0)],
            again.Tallies);
    }

    [Fact]
    public async Task A_file_that_is_missing_here_or_of_another_length_is_brought_again_by_the_next_run()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        await run.Old.FillAsync(users: 2, videos: 4, votes: 4, "@example.test", ["$2b$12$" + new string('a', 53)]);
        await run.ImportAsync();
        var before = run.Files().Order(StringComparer.Ordinal).ToArray();
        var lost = run.Storage.OriginalPath(StorageKeys.Original(await run.NewIdAsync("video", 1)));
        var empty = run.Storage.ProcessedPath(StorageKeys.Clip(await run.NewIdAsync("video", 2), 0));
        File.Delete(lost);
        await File.WriteAllBytesAsync(empty, []);
        var grown = run.Old.Clip("uploads/3.mp4", 900);
        File.Delete(run.Storage.OriginalPath(StorageKeys.Original(await run.NewIdAsync("video", 3))));

        var again = await run.ImportAsync();

        Assert.True(again.AddsUp);
        Assert.Equal([1, 2, 3], again.Notes.Select(row => (int)row.OldId));
        Assert.Equal([0, 0, 0], again.Tallies.Select(tally => (int)tally.Now));
        Assert.Equal(before, run.Files().Order(StringComparer.Ordinal));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(run.Old.Root, "uploads/1.mp4")), await File.ReadAllBytesAsync(lost));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(run.Old.Root, "processed/processed_2.mp4")), await File.ReadAllBytesAsync(empty));
        var record = (await run.New.Records.FindAsync(await run.NewIdAsync("video", 3), default))!;
        Assert.Equal((900, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(grown)))), (record.SizeBytes, record.Sha256));
        Assert.Empty((await run.ImportAsync()).Notes);
    }

    [Fact]
    public async Task A_good_original_is_not_overwritten_by_the_clip_when_the_old_system_has_lost_it()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        var original = run.Old.Clip("uploads/x.mp4", 700);
        run.Old.Clip("processed/x.mp4", 300);
        var video = await run.Old.VideoAsync(ana, "public", "uploads/x.mp4", "processed/x.mp4");
        await run.ImportAsync();
        File.Delete(original);
        File.Delete(run.Storage.ProcessedPath(StorageKeys.Clip(await run.NewIdAsync("video", video), 0)));

        await run.ImportAsync();

        Assert.Equal(700, new FileInfo(run.Storage.OriginalPath(StorageKeys.Original(await run.NewIdAsync("video", video)))).Length);
        Assert.Equal(300, new FileInfo(run.Storage.ProcessedPath(StorageKeys.Clip(await run.NewIdAsync("video", video), 0))).Length);
    }

    [Fact]
    public async Task Files_that_differ_do_not_add_up_though_their_sums_do()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        var ana = await run.Old.UserAsync("ana@example.test");
        run.Old.Clip("uploads/x.mp4", 400);
        run.Old.Clip("uploads/y.mp4", 500);
        foreach (var name in new[] { "x", "y" }) await run.Old.VideoAsync(ana, "uploaded", $"uploads/{name}.mp4", null);
        Assert.True((await run.ImportAsync()).AddsUp);
        run.Old.Clip("uploads/x.mp4", 500);
        run.Old.Clip("uploads/y.mp4", 400);

        var again = await run.ImportAsync();

        Assert.Equal(new LegacyBytes(2, 900, 900, 2), again.Bytes);
        Assert.False(again.AddsUp);
    }

    [Fact]
    public async Task A_batch_of_slow_files_ends_with_its_time()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        await run.Old.FillAsync(users: 2, videos: 10, votes: 10, "@example.test", ["$2b$12$" + new string('a', 53)]);
        var time = new FakeTimeProvider { AutoAdvanceAmount = TimeSpan.FromMinutes(1) };
        var batches = new ProgressRecord();
        var report = await new LegacyImport(run.New.Database, run.Storage, time).RunAsync(
            PostgresUrl.Parse(new Uri(run.Old.Url)), run.Old.Root, new LegacyImportOptions(), batches, default);
        Assert.True(report.AddsUp);
        Assert.InRange(batches.Of("videos").Count, 5, 10); // two files at once
    }

    [Fact]
    public async Task A_dry_run_tells_what_an_import_would_do_and_writes_nothing()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        await run.Old.FillAsync(users: 20, videos: 30, votes: 300, "@example.test", ["$2b$12$" + new string('a', 53)]);
        var dry = await new LegacyImport(run.New.Database, storage: null, TimeProvider.System).RunAsync(
            PostgresUrl.Parse(new Uri(run.Old.Url)), run.Old.Root, new LegacyImportOptions { DryRun = true }, new NoProgress(), default);
        foreach (var table in new[] { "players", "videos", "votes", "jobs", "legacy_ids", "legacy_checkpoints", "standing_changes", "standing_votes" })
        {
            Assert.Equal(0, await run.New.ScalarAsync<long>($"select count(*) from {table}"));
        }

        Assert.Empty(run.Files());
        var real = await run.ImportAsync();
        Assert.True(dry.AddsUp && real.AddsUp);
        Assert.Equal(real.Tallies, dry.Tallies);
        Assert.Equal(3, dry.Jobs);
        Assert.Equal(real.Jobs, dry.Jobs);
    }

    [Fact]
    public async Task Clips_can_be_linked_or_made_again_and_what_was_never_public_can_stay_closed()
    {
        await using var linked = await LegacyRun.StartAsync(fixture);
        await using var remade = await LegacyRun.StartAsync(fixture);
        foreach (var run in new[] { linked, remade }) await run.Old.FillAsync(users: 5, videos: 10, votes: 20, "@example.test", ["$2b$12$" + new string('a', 53)]);

        Assert.True((await linked.ImportAsync(new LegacyImportOptions { Link = true, KeepUnpublished = true })).AddsUp);
        Assert.Equal(4, await linked.New.ScalarAsync<long>("select count(*) from videos where published_at is not null"));
        Assert.Equal(9, await linked.New.ScalarAsync<long>("select count(*) from videos where status = 'processed'"));
        var key = await linked.New.ScalarAsync<string>("select original_key from videos v join legacy_ids l on l.new_id = v.id where l.old_id = 1 and l.kind = 'video'");
        await File.WriteAllTextAsync(Path.Combine(linked.Old.Root, "uploads/1.mp4"), "the same file");
        Assert.Equal("the same file", await File.ReadAllTextAsync(linked.Storage.OriginalPath(key)));

        var report = await remade.ImportAsync(new LegacyImportOptions { Retranscode = true });
        Assert.True(report.AddsUp);
        Assert.Equal(10, report.Jobs);
        Assert.Equal(10, await remade.New.ScalarAsync<long>("select count(*) from videos where status = 'uploaded'"));
        Assert.All(remade.Files(), name => Assert.Equal(Guid.Parse(name[..36]) is var id ? StorageKeys.Original(id) : "", name));
    }

    [Fact]
    public async Task Another_old_system_needs_a_name_of_its_own()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        await run.Old.UserAsync("ana@example.test");
        await run.ImportAsync();
        await run.Old.ExecuteAsync("update users set email = 'eva@example.test', created_at = '2020-01-01'");
        var error = await Assert.ThrowsAsync<LegacyException>(() => run.ImportAsync());
        Assert.Contains("--source", error.Message, StringComparison.Ordinal);
        Assert.True((await run.ImportAsync(new LegacyImportOptions { Source = "other" })).AddsUp);
        Assert.Equal(2, await run.New.ScalarAsync<long>("select count(*) from players"));
    }

    [Fact]
    public async Task What_is_no_old_system_is_an_error_of_one_line()
    {
        await using var run = await LegacyRun.StartAsync(fixture);
        await run.Old.ExecuteAsync("alter table votes rename to ballots");
        Assert.Contains("votes", (await Assert.ThrowsAsync<LegacyException>(() => run.ImportAsync())).Message, StringComparison.Ordinal);
    }
}
