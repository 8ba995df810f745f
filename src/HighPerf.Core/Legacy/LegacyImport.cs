using HighPerf.Core.Bulk;
using HighPerf.Core.Storage;
using HighPerf.Queue.Connections;
using Npgsql;

namespace HighPerf.Core.Legacy;

/// <summary>
/// Brings players, videos, votes and files of the old system over. Whatever stops it, running it again goes on where it was: ids are
/// derived from the old ones, and what is in is noted in the transaction that brought it (<c>legacy_ids</c>).
/// </summary>
/// <param name="database">The new system's. Statements may take as long as they need: give it no command timeout.</param>
/// <param name="storage">Where files go; null only for a dry run.</param>
public sealed class LegacyImport(PostgresDatabase database, LocalStorage? storage, TimeProvider time)
{
    private const long LockKey = 0x48_50_6C_65_67; // "HPleg"

    /// <summary>
    /// Imports the old database and the files below <paramref name="directory"/>. <see cref="LegacyException"/> when that cannot be done at all;
    /// rows that cannot be imported are in the report and stop nothing.
    /// </summary>
    public async Task<LegacyReport> RunAsync(
        NpgsqlConnectionStringBuilder old, string directory, LegacyImportOptions options, IProgress<BulkProgress> progress,
        CancellationToken cancellationToken)
    {
        var root = new LegacyFiles(directory);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        if (!options.DryRun) await LockAsync(connection, cancellationToken);
        var counts = await StageAsync(connection, old, options.Source, progress, cancellationToken);

        var players = new PlayerImport(connection, options.Source);
        var collisions = await players.PlanAsync(cancellationToken);
        if (collisions.Count > 0 && options is { MergeDuplicates: false, DryRun: false })
        {
            return new LegacyReport { DryRun = false, Collisions = collisions, Stopped = true };
        }

        var import = options.DryRun ? null : new FileImport(storage!, options.Link, time);
        var prefix = (options.Prefix ?? await PrefixAsync(connection, root, cancellationToken)).Trim('/');
        var files = new VideoFiles(root.WithPrefix(prefix), import, options.Retranscode);
        var videos = new VideoImport(connection, options, files, import, time);
        var newPlayers = options.DryRun ? await players.PendingAsync(cancellationToken) : await players.ImportAsync(progress, cancellationToken);
        await videos.PlanAsync(cancellationToken);
        var newVideos = await videos.ImportAsync(progress, cancellationToken);
        var restored = import is null ? [] : await new FileRestoration(connection, files, import).RunAsync(progress, cancellationToken);
        var votes = new VoteImport(connection, options.Source);
        var newVotes = options.DryRun
            ? await votes.PendingAsync(cancellationToken)
            : await votes.ImportAsync(resume: newPlayers + newVideos == 0, progress, cancellationToken);
        if (!options.DryRun) await connection.Statement("analyze players; analyze videos; analyze votes").RunAsync(cancellationToken);

        var comparison = new LegacyComparison(connection, options);
        var (bytes, shared) = await comparison.FilesAsync(files, storage, cancellationToken);
        return new LegacyReport
        {
            DryRun = options.DryRun,
            Collisions = collisions,
            Prefix = prefix,
            Tallies = await comparison.TalliesAsync(counts, newPlayers, newVideos, newVotes, cancellationToken),
            Bytes = bytes,
            Jobs = videos.Jobs,
            Skipped = await comparison.SkippedAsync(cancellationToken),
            SkippedVotes = await comparison.SkippedVotesAsync(cancellationToken),
            Shared = shared,
            Notes = [.. videos.Notes, .. restored],
        };
    }

    /// <summary>The old database is let go as soon as its rows are here: files take longest.</summary>
    private static async Task<LegacyCounts> StageAsync(
        NpgsqlConnection connection, NpgsqlConnectionStringBuilder old, string source, IProgress<BulkProgress> progress,
        CancellationToken cancellationToken)
    {
        await using var legacy = await LegacySource.OpenAsync(old, cancellationToken);
        await new LegacyStaging(connection).FillAsync(legacy, source, progress, cancellationToken);
        var others = await connection.Statement(
            """
            select (select count(*) from legacy_ids l join old_players o on o.old_id = l.old_id
                     where l.source = $1 and l.kind = 'player' and l.old_at <> o.at)
                 + (select count(*) from legacy_ids l join old_videos o on o.old_id = l.old_id
                     where l.source = $1 and l.kind = 'video' and l.old_at <> o.at)
            """,
            Sql.Value(source)).ScalarAsync<long>(cancellationToken);
        return others == 0
            ? legacy.Counts
            : throw new LegacyException($"{others} rows imported as '{source}' before are other rows in this old database: give it a name of its own with --source");
    }

    private static async Task<string> PrefixAsync(NpgsqlConnection connection, LegacyFiles root, CancellationToken cancellationToken) =>
        LegacyPrefix.Find(root, await connection.Statement(
            """
            select original_url from old_videos where original_url is not null
            union select processed_url from old_videos where processed_url is not null
            """).ListAsync(row => row.GetString(0), cancellationToken));

    /// <summary>One import at a time. The lock ends with the session; a killed one's may take a moment.</summary>
    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Statement("set lock_timeout = '30s'").RunAsync(cancellationToken);
            await connection.Statement($"select pg_advisory_lock({LockKey})").RunAsync(cancellationToken);
            await connection.Statement("set lock_timeout = 0").RunAsync(cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new LegacyException("another import is running: wait for its end", e);
        }
    }
}
