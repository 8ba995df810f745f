using HighPerf.Core.Bulk;
using HighPerf.Core.Storage;
using Npgsql;

namespace HighPerf.Core.Legacy;

/// <summary>
/// Counts both sides after an import, from the tables and the disks and not from what the import believes it did. In a dry run nothing is
/// there to count yet: then the plan is.
/// </summary>
internal sealed class LegacyComparison(NpgsqlConnection connection, LegacyImportOptions options)
{
    /// <summary>$1 source.</summary>
    private const string Players = """
        select count(*) filter (where not l.merged and p.id is not null), count(*) filter (where l.merged and p.id is not null),
               count(*) filter (where l.old_id is not null and p.id is null), count(*) filter (where l.old_id is null and o.state = 'skipped')
          from old_players o
          left join legacy_ids l on l.source = $1 and l.kind = 'player' and l.old_id = o.old_id
          left join players p on p.id = l.new_id
        """;

    /// <summary>$1 source.</summary>
    private const string Videos = """
        select count(v.id), 0::bigint,
               count(*) filter (where (l.old_id is not null and v.id is null) or (l.old_id is null and o.state = 'gone')),
               count(*) filter (where l.old_id is null and o.state = 'skipped')
          from old_videos o
          left join legacy_ids l on l.source = $1 and l.kind = 'video' and l.old_id = o.old_id
          left join videos v on v.id = l.new_id
        """;

    private const string Ballots = """
        with ballots as (
          select p.player, v.new_id as video,
                 case when p.old_id is null then 'there is no such user' when v.old_id is null then 'there is no such video'
                      when p.state = 'gone' or v.state = 'gone' then 'gone'
                      when p.state = 'skipped' then 'the player is skipped' when v.state = 'skipped' then 'the video is skipped' end as reason
            from old_votes o left join old_players p on p.old_id = o.old_player left join old_videos v on v.old_id = o.old_video),
        pairs as (select distinct player, video from ballots where reason is null)
        """;

    private const string Votes = $"""
        {Ballots}
        select (select count(*) from pairs join votes o on o.player_id = pairs.player and o.video_id = pairs.video),
               count(*) filter (where reason is null) - (select count(*) from pairs),
               count(*) filter (where reason = 'gone'), count(*) filter (where reason <> 'gone')
          from ballots
        """;

    private const string PlannedVotes = $"""
        {Ballots}
        select (select count(*) from pairs), count(*) filter (where reason is null) - (select count(*) from pairs),
               count(*) filter (where reason = 'gone'), count(*) filter (where reason <> 'gone')
          from ballots
        """;

    private const string Planned = """
        select count(*) filter (where state in ('new', 'imported')), count(*) filter (where state in ('merge', 'merged')),
               count(*) filter (where state = 'gone'), count(*) filter (where state = 'skipped')
          from
        """;

    private const string Files = """
        select o.old_id, o.original_url, case when o.status <> 'uploaded' then o.processed_url end, o.new_id, v.original_key, v.processed_key
          from old_videos o left join videos v on v.id = o.new_id where o.state in ('new', 'imported') order by o.old_id
        """;

    public async Task<IReadOnlyList<LegacyTally>> TalliesAsync(
        LegacyCounts old, long players, long videos, long votes, CancellationToken cancellationToken) => options.DryRun
        ?
        [
            await TallyAsync("players", old.Players, players, connection.Statement($"{Planned} old_players"), cancellationToken),
            await TallyAsync("videos", old.Videos, videos, connection.Statement($"{Planned} old_videos"), cancellationToken),
            await TallyAsync("votes", old.Votes, votes, connection.Statement(PlannedVotes), cancellationToken),
        ]
        :
        [
            await TallyAsync("players", old.Players, players, connection.Statement(Players, Sql.Value(options.Source)), cancellationToken),
            await TallyAsync("videos", old.Videos, videos, connection.Statement(Videos, Sql.Value(options.Source)), cancellationToken),
            await TallyAsync("votes", old.Votes, votes, connection.Statement(Votes), cancellationToken),
        ];

    /// <summary>
    /// Measures every file of the imported videos on both sides (not in a dry run); a clip that was made here since is not compared. With the
    /// old files that more than one of the videos names.
    /// </summary>
    public async Task<(LegacyBytes? Bytes, IReadOnlyList<SharedFile> Shared)> FilesAsync(
        VideoFiles old, LocalStorage? storage, CancellationToken cancellationToken)
    {
        var uses = new Dictionary<string, List<long>>(StringComparer.Ordinal);
        var files = 0L;
        var before = 0L;
        var after = 0L;
        var different = 0L;
        await using var command = connection.Statement(Files);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (original, clip, paths) = old.Measure(Text(reader, 1), Text(reader, 2));
            foreach (var path in paths) (uses.TryGetValue(path, out var videos) ? videos : uses[path] = []).Add(reader.GetInt64(0));
            if (options.DryRun || Text(reader, 4) is not { } originalKey) continue;
            Count(original, storage!.OriginalPath(originalKey));
            if (Text(reader, 5) is { } key && key == VideoFiles.ClipKey(reader.GetGuid(3))) Count(clip, storage.ProcessedPath(key));
        }

        return (
            options.DryRun ? null : new LegacyBytes(files, before, after, different),
            [.. uses.Where(use => use.Value.Count > 1).Select(use => new SharedFile(use.Key, use.Value)).OrderBy(shared => shared.Videos[0])]);

        void Count(long length, string path)
        {
            long? here = new FileInfo(path) is { Exists: true } file ? file.Length : null;
            files++;
            before += length;
            after += here ?? 0;
            if (here != length) different++;
        }
    }

    public async Task<IReadOnlyList<SkippedRow>> SkippedAsync(CancellationToken cancellationToken) =>
        await connection.Statement(
            """
            select 'player', old_id, problem from old_players where state = 'skipped'
            union all select 'video', old_id, problem from old_videos where state = 'skipped' order by 1, 2
            """).ListAsync(row => new SkippedRow(row.GetString(0), row.GetInt64(1), row.GetString(2)), cancellationToken);

    public async Task<IReadOnlyList<SkippedVotes>> SkippedVotesAsync(CancellationToken cancellationToken) =>
        await connection.Statement(
            $"""
            {Ballots}
            select reason, count(*) from ballots where reason <> 'gone' group by 1 order by 2 desc
            """).ListAsync(row => new SkippedVotes(row.GetString(0), row.GetInt64(1)), cancellationToken);

    private static async Task<LegacyTally> TallyAsync(
        string kind, long old, long now, NpgsqlCommand command, CancellationToken cancellationToken) =>
        (await command.ListAsync(
            row => new LegacyTally(kind, old, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), now), cancellationToken))[0];

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
