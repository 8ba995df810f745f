using System.Globalization;
using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Legacy;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.System.Tests.Ops;

/// <summary>A whole old system brought over by <c>hpctl import-legacy</c>, which is killed again and again on the way.</summary>
public sealed class ImportLegacyTests
{
    private static readonly int Users = FullRun.Times(10_000, sample: 1_500);
    private static readonly int Videos = 2 * Users;
    private static readonly int Votes = 50 * Users;

    private const int SmallVideos = 20;

    /// <summary>Bytes that take a while to copy.</summary>
    private const long LargeVideo = 768 << 20;

    /// <summary>95 bytes, which bcrypt cuts at 72.</summary>
    private const string LongPassword = ApiClient.PasswordPrefix + "antigua-y-larga-antigua-y-larga-antigua-y-larga-antigua-y-larga-fin-que-no-cuenta";

    /// <summary>Votes come over in less time than it takes to look whether they do.</summary>
    private const string CheckpointsTakeASecond = """
        create function take_a_second() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;
        create trigger take_a_second after insert or update or delete on legacy_checkpoints for each statement execute function take_a_second();
        """;

    private static readonly string[] Tables = ["players", "videos", "votes", "jobs", "legacy_ids", "legacy_checkpoints", "standing_changes", "standing_votes"];

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(5);

    /// <summary>Passwords of the old system with the hashes that crypt(3) makes of them, as Python's bcrypt does: <c>$2b$</c>, cost 12.</summary>
    private static readonly (string Password, string Hash)[] Passwords =
    [
        (ApiClient.PasswordPrefix + "antigua-1", "$2b$12$V7dAZdnuHYQaVej/hYbntuy4bsVZo1r3xLPFk3GJMqMKNo6hYMooq"),
        (ApiClient.PasswordPrefix + "antigua-2", "$2b$12$1jHVTXfw.l1g0ZZaDE/eDuV1.j0uFdkeQco0THbfd5Q7hopkaY0fS"),
        (LongPassword, "$2b$12$Q7dAZdnuHYQaVej/hYbntuPEsmV4p5.kl.COFfRAI.GxbXiv/VFzC"),
        (ApiClient.PasswordPrefix + "ñandú-3", "$2b$12$DhleQYkzMtIDJ97zsLTwauz/rUT1IDRpiyrxEnYW2OCV2JkG9hjoq"),
    ];

    [Fact]
    public async Task A_killed_import_goes_on_and_brings_everything_once()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        await using var old = await OldSystem.CreateAsync(stack.Postgres);
        await old.FillAsync(Users, Videos, Votes, ApiClient.EmailDomain, [.. Passwords.Select(p => p.Hash)]);

        // A reader that needs everything: however long this takes, the API prunes no standing change before it is looked at.
        await stack.ScalarAsync<string>("insert into standing_readers (process, oldest, seen_at) values ('import test', '0', 'infinity') returning process");

        var dry = await ImportAsync(stack, old, "--dry-run", "--json");
        Assert.True(dry.ExitCode == 0, dry.Errors);
        Assert.Equal(string.Join('\n', Enumerable.Repeat("0", Tables.Length)), await CountsAsync(stack));
        Assert.Empty(stack.MediaFiles());

        await KilledAsync(stack, old, "select count(*) >= 1500 from videos");
        await KilledAsync(stack, old, string.Create(CultureInfo.InvariantCulture, $"select count(*) >= {Videos / 5 * 3} from videos"));
        await RunAsync(stack, CheckpointsTakeASecond);
        await KilledAsync(stack, old, "select exists (select 1 from legacy_checkpoints)");
        await RunAsync(stack, "drop function take_a_second cascade");
        var votes = await stack.ScalarAsync<long>("select count(*) from votes");
        Assert.InRange(votes, 1, Votes - 1);

        var import = await ImportAsync(stack, old);
        Assert.True(import.ExitCode == 0, import.Output + import.Errors);
        await EverythingIsThereAsync(stack, old);
        await PasswordsStillOpenAsync(stack);
        await ThePublicListShowsClipsWithoutThumbnailsAsync(stack);

        var before = await CountsAsync(stack);
        var again = await ImportAsync(stack, old, "--json");
        Assert.True(again.ExitCode == 0, again.Output + again.Errors);
        using var report = JsonDocument.Parse(again.Output);
        Assert.All(report.RootElement.GetProperty("tallies").EnumerateArray(), tally => Assert.Equal(0, tally.GetProperty("now").GetInt64()));
        Assert.Equal(before, await CountsAsync(stack));
    }

    [Fact]
    public async Task Colliding_emails_and_rows_that_break_the_rules_are_told_by_the_exit_code()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        await using var old = await OldSystem.CreateAsync(stack.Postgres);
        await old.UserAsync("ana" + ApiClient.EmailDomain);
        await old.UserAsync("ANA" + ApiClient.EmailDomain);

        var stopped = await ImportAsync(stack, old);
        Assert.Equal(65, stopped.ExitCode);
        Assert.Contains("ana" + ApiClient.EmailDomain, stopped.Output, StringComparison.Ordinal);
        Assert.Contains("--merge-duplicates", stopped.Errors, StringComparison.Ordinal);
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from players"));

        Assert.Equal(0, (await ImportAsync(stack, old, "--merge-duplicates")).ExitCode);
        await old.UserAsync("eva" + ApiClient.EmailDomain, firstName: "");
        var skipped = await ImportAsync(stack, old);
        Assert.Equal(65, skipped.ExitCode);
        Assert.Contains("first_name is empty", skipped.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sweep_of_leftovers_during_a_slow_import_costs_no_file()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { LeftoverAge = "1s", LeftoverSweepPeriod = "500ms" });
        await using var old = await OldSystem.CreateAsync(stack.Postgres);
        var ana = await old.UserAsync("ana" + ApiClient.EmailDomain);
        for (var n = 1; n <= SmallVideos; n++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{n}.mp4");
            old.Clip("uploads/" + name);
            old.Clip("processed/" + name);
            await old.VideoAsync(ana, "public", "uploads/" + name, "processed/" + name);
        }

        using (var large = File.OpenHandle(old.Clip("uploads/large.mp4"), FileMode.Open, FileAccess.Write)) RandomAccess.SetLength(large, LargeVideo);
        old.Clip("processed/large.mp4");
        await old.VideoAsync(ana, "public", "uploads/large.mp4", "processed/large.mp4");

        await using var import = await ChildProcess.StartAsync(Import(stack, old));
        await Poll.UntilAsync(
            "the large file is being copied", Timeout,
            () => Task.FromResult(import.HasExited
                ? throw new InvalidOperationException(import.Describe("ended before it was stopped"))
                : Directory.EnumerateFiles(stack.UploadsDirectory, "*.part").Any(part => new FileInfo(part) is { Exists: true, Length: > 1 << 20 })));
        import.Signal(ProcessSignals.Stop);
        Assert.Equal(0, await stack.ScalarAsync<long>("select count(*) from videos"));
        await Poll.UntilAsync("everything is swept", Timeout, () => Task.FromResult(stack.MediaFiles().Count == 0));
        import.Signal(ProcessSignals.Continue);

        Assert.True(await import.WaitForExitAsync(Timeout) == 0, import.Describe("has not brought everything"));
        Assert.Equal(SmallVideos + 1, await stack.ScalarAsync<long>("select count(*) from videos where status = 'processed'"));
        Assert.Equal(2 * (SmallVideos + 1), stack.MediaFiles().Count);
    }

    [Fact]
    public async Task A_file_that_two_videos_name_is_told_by_the_exit_code()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        await using var old = await OldSystem.CreateAsync(stack.Postgres);
        var ana = await old.UserAsync("ana" + ApiClient.EmailDomain);
        var file = old.Clip("uploads/x.mp4");
        await old.VideoAsync(ana, "uploaded", "/app/uploads/x.mp4", null);
        await old.VideoAsync(ana, "uploaded", "/app/uploads/x.mp4", null);
        foreach (var options in new[] { new[] { "--dry-run" }, ["--prefix", "/app"] })
        {
            var import = await ImportAsync(stack, old, options);
            Assert.Equal(65, import.ExitCode);
            Assert.Contains(file, import.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("mysql://old@127.0.0.1/app", "postgres://")]
    [InlineData("postgres://old@127.0.0.1:1/app", "old database")]
    public async Task An_old_database_that_cannot_be_had_is_one_line(string url, string named)
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        var result = await stack.RunCtlAsync("import-legacy", url, stack.UploadsDirectory);
        Assert.Equal(69, result.ExitCode);
        Assert.Contains(named, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    private static Task<string> CountsAsync(HighPerfStack stack) => stack.ScalarAsync<string>(
        $"select concat_ws(E'\\n', {string.Join(", ", Tables.Select(table => $"(select count(*) from {table})"))})");

    private static async Task RunAsync(HighPerfStack stack, string sql)
    {
        await using var command = stack.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static ChildProcessOptions Import(HighPerfStack stack, OldSystem old, params string[] options) => new()
    {
        Program = PublishedPrograms.Ctl,
        Arguments = ["import-legacy", old.Url, old.Root, .. options],
        Environment = stack.ProgramEnvironment(),
        OnlyThisEnvironment = true,
    };

    private static Task<ChildProcessResult> ImportAsync(HighPerfStack stack, OldSystem old, params string[] options) =>
        ChildProcess.RunAsync(Import(stack, old, options), Timeout);

    /// <summary>Starts an import and kills it (-9) as soon as the condition holds in the new database.</summary>
    private static async Task KilledAsync(HighPerfStack stack, OldSystem old, string condition)
    {
        await using var import = await ChildProcess.StartAsync(Import(stack, old));
        await Poll.UntilAsync(
            condition, Timeout,
            async () => import.HasExited ? throw new InvalidOperationException(import.Describe("ended before it was killed")) : await stack.ScalarAsync<bool>(condition),
            () => import.Describe("is not so far"));
        await import.KillAsync();
    }

    private static async Task EverythingIsThereAsync(HighPerfStack stack, OldSystem old)
    {
        Assert.Equal(Users, await stack.ScalarAsync<long>("select count(*) from players"));
        Assert.Equal(Videos, await stack.ScalarAsync<long>("select count(*) from videos"));
        Assert.Equal(Votes, await stack.ScalarAsync<long>("select count(*) from votes"));
        Assert.Equal(Videos / 10, await stack.ScalarAsync<long>("select count(*) from jobs j join videos v on v.id = (j.payload ->> 'video_id')::uuid where v.status = 'uploaded'"));
        Assert.Equal(Videos / 10, await stack.ScalarAsync<long>("select count(*) from jobs"));
        Assert.Equal(0, await stack.ScalarAsync<long>(
            "select count(*) from videos v where published_at is not null and not exists (select 1 from standing_changes s where s.video_id = v.id)"));

        const string OldVotes = "select v.id::bigint, count(o.id), max(o.processed_at)::timestamptz from videos v left join votes o on o.video_id = v.id group by 1";
        const string NewVotes = """
            select l.old_id, count(o.video_id), max(o.cast_at)
              from legacy_ids l left join votes o on o.video_id = l.new_id where l.kind = 'video' group by 1
            """;
        Assert.Equal(await VotesAsync(old.Database, OldVotes), await VotesAsync(stack.Database, NewVotes));

        var files = stack.MediaFiles();
        Assert.Equal(Videos + (Videos / 10 * 9), files.Count);
        Assert.DoesNotContain(files, file => file.EndsWith(".part", StringComparison.Ordinal));
        foreach (var n in new[] { 1, (Videos / 2) - 2, Videos - 1 })
        {
            var id = await stack.ScalarAsync<Guid>("select new_id from legacy_ids where kind = 'video' and old_id = $1", (long)n);
            var oldName = n.ToString(CultureInfo.InvariantCulture) + ".mp4";
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(old.Root, "uploads", oldName)),
                await File.ReadAllBytesAsync(Path.Combine(stack.UploadsDirectory, await stack.ScalarAsync<string>("select original_key from videos where id = $1", id))));
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(old.Root, "processed", "processed_" + oldName)),
                await File.ReadAllBytesAsync(Path.Combine(stack.ProcessedDirectory, await stack.ScalarAsync<string>("select processed_key from videos where id = $1", id))));
        }
    }

    private static async Task PasswordsStillOpenAsync(HighPerfStack stack)
    {
        foreach (var n in new[] { 1, 2, 3, Users - 1, Users })
        {
            var email = string.Create(CultureInfo.InvariantCulture, $"ANTIGUO{n}{ApiClient.EmailDomain}");
            var password = Passwords[n % Passwords.Length].Password;
            (await stack.Client.PostJsonAsync("/api/auth/login", new { email, password })).Expect(HttpStatusCode.OK);
            (await stack.Client.PostJsonAsync("/api/auth/login", new { email, password = "x" + password })).Expect(HttpStatusCode.Unauthorized);
        }
    }

    private static async Task ThePublicListShowsClipsWithoutThumbnailsAsync(HighPerfStack stack)
    {
        var list = (await stack.Client.GetAsync("/api/public/videos?limit=3")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(3, list.GetArrayLength());
        foreach (var video in list.EnumerateArray())
        {
            Assert.False(video.TryGetProperty("thumbnail_url", out _), video.ToString());
            Assert.Equal(Votes / Videos, video.GetProperty("votes").GetInt32());
            (await stack.Client.GetAsync(video.GetProperty("processed_url").GetString()!)).Expect(HttpStatusCode.OK);
        }
    }

    private static async Task<SortedDictionary<long, (long Votes, DateTime? Last)>> VotesAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var votes = new SortedDictionary<long, (long Votes, DateTime? Last)>();
        while (await reader.ReadAsync()) votes.Add(reader.GetInt64(0), (reader.GetInt64(1), reader.IsDBNull(2) ? null : reader.GetDateTime(2)));
        return votes;
    }
}
