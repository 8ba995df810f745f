using HighPerf.Core.Bulk;
using HighPerf.Core.Storage;
using HighPerf.Queue.Connections;
using Npgsql;
using NpgsqlTypes;

namespace HighPerf.Core.Seeding;

/// <summary>
/// Fills a database with made-up players, videos open for voting and votes, by COPY, in one transaction: all of it or nothing. Times are
/// those of a contest in the first months of 2026, whenever it runs.
/// </summary>
/// <param name="storage">Needed only for files.</param>
public sealed class Seeder(PostgresDatabase database, LocalStorage? storage)
{
    private const long VotesOfOneCopy = 50_000;

    private static readonly DateTime s_signUp = new(2026, 1, 10, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_upload = new(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_voting = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan s_weeks = TimeSpan.FromDays(21);

    /// <exception cref="SeedException">The database has players, or there can be no so many votes.</exception>
    public async Task<SeedResult> RunAsync(SeedOptions options, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        if (options.Votes > (long)options.Videos * options.Players)
        {
            throw new SeedException($"{options.Players} players can cast {(long)options.Videos * options.Players} votes for {options.Videos} videos, not {options.Votes}");
        }

        if (options is { Videos: > 0, Players: 0 }) throw new SeedException("videos need players: give --players");
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var first = await FirstNumberAsync(connection, options, cancellationToken);
        var players = await PlayersAsync(connection, options, first, progress, cancellationToken);
        var videos = await VideosAsync(connection, options, first, players, progress, cancellationToken);
        await VotesAsync(connection, options, first, players, videos, progress, cancellationToken);
        await StandingsAsync(connection, videos, cancellationToken);
        var files = WriteFiles(options, videos, progress, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await connection.Statement("analyze players; analyze videos; analyze votes").RunAsync(cancellationToken);
        return new SeedResult(options.Players, options.Videos, options.Votes, files, first, first + options.Players - 1);
    }

    /// <summary>Numbers go on where an earlier seed ended, so that e-mails and ids are fresh. Sign-ups wait until this is committed.</summary>
    private static async Task<long> FirstNumberAsync(NpgsqlConnection connection, SeedOptions options, CancellationToken cancellationToken)
    {
        await connection.Statement("lock table players in share row exclusive mode").RunAsync(cancellationToken);
        var there = await connection.Statement("select exists (select 1 from players)").ScalarAsync<bool>(cancellationToken);
        if (there && !options.Append) throw new SeedException("the database has players already: seed an empty one, or add to it with --append");
        return 1 + await connection.Statement(
            @"select coalesce(max(substring(email from '^player-(\d+)@seed\.example$')::bigint), 0) from players").ScalarAsync<long>(cancellationToken);
    }

    private static async Task<Guid[]> PlayersAsync(
        NpgsqlConnection connection, SeedOptions options, long first, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        var ids = new Guid[options.Players];
        var cities = new SeedCities(options.Cities);
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy players (id, first_name, last_name, email, password_hash, city, country, created_at) from stdin (format binary)", cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            var random = new SeedRandom(options.Seed, SeedRandom.Stream.Player, first + i);
            var at = Moment(s_signUp, random.Unit());
            ids[i] = random.Id(at);
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(ids[i], cancellationToken);
            await copy.WriteAsync(random.Of(SeedNames.First), cancellationToken);
            await copy.WriteAsync($"{random.Of(SeedNames.Last)} {random.Of(SeedNames.Last)}", cancellationToken);
            await copy.WriteAsync(FormattableString.Invariant($"player-{first + i:D6}@seed.example"), cancellationToken);
            await copy.WriteAsync(options.PasswordHash, cancellationToken);
            if (random.Below(50) == 0) await copy.WriteNullAsync(cancellationToken); // a city is optional
            else await copy.WriteAsync(cities.At(random.Unit()), cancellationToken);
            await copy.WriteAsync("Colombia", cancellationToken);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellationToken);
            progress.Report(new("players", i + 1, ids.Length));
        }

        await copy.CompleteAsync(cancellationToken);
        return ids;
    }

    private static async Task<(Guid Id, Guid Player)[]> VideosAsync(
        NpgsqlConnection connection, SeedOptions options, long first, Guid[] players, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        var videos = new (Guid Id, Guid Player)[options.Videos];
        await using var copy = await connection.BeginBinaryImportAsync(
            """
            copy videos (id, player_id, title, status, original_key, processed_key, thumbnail_key, size_bytes, sha256, duration_ms, width, height, fps,
                         uploaded_at, processed_at, published_at) from stdin (format binary)
            """, cancellationToken);
        for (var i = 0; i < videos.Length; i++)
        {
            var random = new SeedRandom(options.Seed, SeedRandom.Stream.Video, (first << 32) + i);
            var at = Moment(s_upload, random.Unit());
            var processed = at.AddSeconds(30 + random.Below(600));
            var (id, player) = videos[i] = (random.Id(at), random.Of(players));
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(id, cancellationToken);
            await copy.WriteAsync(player, cancellationToken);
            await copy.WriteAsync(FormattableString.Invariant($"{random.Of(SeedNames.Titles)} n.º {i + 1}"), cancellationToken);
            await copy.WriteAsync("processed", cancellationToken);
            await copy.WriteAsync(StorageKeys.Original(id), cancellationToken);
            await copy.WriteAsync(StorageKeys.Clip(id, 1), cancellationToken);
            await copy.WriteAsync(StorageKeys.Thumbnail(id, 1), cancellationToken);
            await copy.WriteAsync((long)SeedClip.Video.Length, cancellationToken);
            await copy.WriteAsync(SeedClip.Sha256, cancellationToken);
            await copy.WriteAsync(20_000 + (int)random.Below(40_000), cancellationToken);
            await copy.WriteAsync(1920, cancellationToken);
            await copy.WriteAsync(1080, cancellationToken);
            await copy.WriteAsync(30f, cancellationToken);
            await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(processed, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(processed, NpgsqlDbType.TimestampTz, cancellationToken);
            progress.Report(new("videos", i + 1, videos.Length));
        }

        await copy.CompleteAsync(cancellationToken);
        return videos;
    }

    /// <summary>
    /// A video's rank in popularity is its place in the list, which says nothing about its owner. Its voters are a walk through all
    /// players. Some votes a COPY: foreign keys are checked at the end of each.
    /// </summary>
    private static async Task VotesAsync(
        NpgsqlConnection connection, SeedOptions options, long first, Guid[] players, (Guid Id, Guid Player)[] videos, IProgress<BulkProgress> progress,
        CancellationToken cancellationToken)
    {
        var shares = VoteShares.Of(options.Votes, videos.Length, players.Length);
        var done = 0L;
        for (var i = 0; i < videos.Length;)
        {
            await using var copy = await connection.BeginBinaryImportAsync(
                "copy votes (player_id, video_id, cast_at) from stdin (format binary)", cancellationToken);
            for (var end = done + VotesOfOneCopy; i < videos.Length && done < end; i++)
            {
                await VotesOfAsync(copy, videos[i].Id, shares[i], players, new SeedRandom(options.Seed, SeedRandom.Stream.Votes, (first << 32) + i), cancellationToken);
                done += shares[i];
            }

            await copy.CompleteAsync(cancellationToken);
            progress.Report(new("votes", done, options.Votes));
        }
    }

    private static async Task VotesOfAsync(
        NpgsqlBinaryImporter copy, Guid video, int votes, Guid[] players, SeedRandom random, CancellationToken cancellationToken)
    {
        var (voter, step) = (random.Below(players.Length), Coprime(players.Length, ref random));
        for (var n = 0; n < votes; n++)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(players[voter], cancellationToken);
            await copy.WriteAsync(video, cancellationToken);
            await copy.WriteAsync(Moment(s_voting, random.Unit()), NpgsqlDbType.TimestampTz, cancellationToken);
            voter = (voter + step) % players.Length;
        }
    }

    /// <summary>Running API processes count each of the videos again.</summary>
    private static async Task StandingsAsync(NpgsqlConnection connection, (Guid Id, Guid Player)[] videos, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy standing_changes (player_id, video_id) from stdin (format binary)", cancellationToken);
        foreach (var (id, player) in videos)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(player, cancellationToken);
            await copy.WriteAsync(id, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>Before the commit: a row never names a file that is still to come.</summary>
    private long WriteFiles(SeedOptions options, (Guid Id, Guid Player)[] videos, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        if (!options.WithFiles) return 0;
        var files = new SeedFiles(storage!);
        for (var i = 0; i < videos.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            files.Write(videos[i].Id);
            progress.Report(new("videos' files", i + 1, videos.Length));
        }

        return files.Files;
    }

    /// <summary>A step that, taken again and again, meets every one of <paramref name="count"/> players once.</summary>
    private static long Coprime(long count, ref SeedRandom random)
    {
        while (true)
        {
            var step = 1 + random.Below(count);
            var (a, b) = (step, count);
            while (b != 0) (a, b) = (b, a % b);
            if (a == 1) return step;
        }
    }

    /// <summary>A time in the weeks after, in whole microseconds as PostgreSQL keeps them.</summary>
    private static DateTime Moment(DateTime start, double unit) => start.AddMicroseconds((long)(s_weeks.TotalMicroseconds * unit));
}
