using HighPerf.Core.Bulk;
using Npgsql;

namespace HighPerf.Core.Legacy;

/// <summary>Decides what becomes of each old player, and imports the new ones.</summary>
internal sealed class PlayerImport(NpgsqlConnection connection, string source)
{
    private const int Chunk = 2_000;

    /// <summary>$1 source.</summary>
    private const string Known = """
        update old_players o
           set player = l.new_id,
               state = case when p.id is null then 'gone' when l.merged then 'merged' else 'imported' end
          from legacy_ids l left join players p on p.id = l.new_id
         where l.source = $1 and l.kind = 'player' and l.old_id = o.old_id
        """;

    private const string Unfit = "update old_players set state = 'skipped' where state is null and problem is not null";

    /// <summary>Whoever has the e-mail here keeps it; else the oldest account.</summary>
    private const string Unknown = """
        with ranked as (
          select o.old_id, p.id is null and row_number() over same = 1 as first, coalesce(p.id, first_value(o.new_id) over same) as player
            from old_players o left join players p on p.email_key = o.email_key
           where o.state is null
          window same as (partition by o.email_key order by o.at, o.old_id))
        update old_players o set player = r.player, state = case when r.first then 'new' else 'merge' end
          from ranked r where r.old_id = o.old_id
        """;

    private const string Collisions = """
        select coalesce(min(email) filter (where state in ('new', 'imported')), min(email)),
               min(old_id) filter (where state in ('new', 'imported')),
               array_agg(old_id order by old_id) filter (where state = 'merge')
          from old_players
         where player in (select player from old_players where state = 'merge')
         group by player order by 1
        """;

    /// <summary>$1 source, $2 state (new or merge), $3 after this old id, $4 how many.</summary>
    private const string Insert = """
        with chunk as (
          select * from old_players where state = $2 and old_id > $3 order by old_id limit $4),
        added as (
          insert into players (id, first_name, last_name, email, password_hash, city, country, created_at)
          select new_id, first_name, last_name, email, password_hash, city, country, at from chunk where state = 'new'),
        noted as (
          insert into legacy_ids (source, kind, old_id, old_at, new_id, merged)
          select $1, 'player', old_id, at, player, state = 'merge' from chunk)
        select max(old_id), count(*) from chunk
        """;

    /// <summary>Fills <c>state</c> and <c>player</c> of <c>old_players</c>; returns the e-mails that more than one account has.</summary>
    public async Task<IReadOnlyList<EmailCollision>> PlanAsync(CancellationToken cancellationToken)
    {
        await connection.Statement(Known, Sql.Value(source)).RunAsync(cancellationToken);
        await connection.Statement(Unfit).RunAsync(cancellationToken);
        await connection.Statement(Unknown).RunAsync(cancellationToken);
        return await connection.Statement(Collisions).ListAsync(
            row => new EmailCollision(row.GetString(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.GetFieldValue<long[]>(2)), cancellationToken);
    }

    /// <summary>How many old rows an import would bring.</summary>
    public Task<long> PendingAsync(CancellationToken cancellationToken) =>
        connection.Statement("select count(*) from old_players where state in ('new', 'merge')").ScalarAsync<long>(cancellationToken);

    /// <summary>
    /// Imports what is new, a transaction a chunk; accounts that become part of another come after it. How many old rows that were.
    /// </summary>
    public async Task<long> ImportAsync(IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        var total = await PendingAsync(cancellationToken);
        var done = 0L;
        foreach (var state in new[] { "new", "merge" })
        {
            for (long? after = long.MinValue; after is not null;)
            {
                var (last, count) = await InsertAsync(state, after.Value, cancellationToken);
                after = last;
                done += count;
                if (count > 0) progress.Report(new("players", done, total));
            }
        }

        return total;
    }

    private async Task<(long? Last, long Count)> InsertAsync(string state, long after, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement(Insert, Sql.Value(source), Sql.Value(state), Sql.Value(after), Sql.Value(Chunk));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.GetInt64(1));
    }
}
