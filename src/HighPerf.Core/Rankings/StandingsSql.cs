namespace HighPerf.Core.Rankings;

/// <summary>The statements of the standings' feed. Snapshots travel as text (<c>pg_snapshot</c>), and only PostgreSQL compares them.</summary>
internal static class StandingsSql
{
    /// <summary>The videos of <c>asked</c> that are open, counted in the statement's own snapshot.</summary>
    private const string Counted = """
        select v.id, v.player_id, o.votes, o.last_vote, p.first_name || ' ' || p.last_name as username, p.city, p.city_key,
               v.title, v.uploaded_at, v.processed_at, v.published_at, v.processed_key, v.thumbnail_key
          from asked a
          join videos v on v.id = a.video_id and v.published_at is not null
          join players p on p.id = v.player_id
         cross join lateral (select count(*) as votes, max(cast_at) as last_vote from votes where video_id = v.id) o
        """;

    /// <summary>$1 ids above this, $2 at most so many. Every open video in the order of its id.</summary>
    public const string Count = $"""
        with asked as (
          select id as video_id from videos where published_at is not null and id > $1 order by id limit $2)
        {Counted} order by v.id
        """;

    public const string Snapshot = "select pg_current_snapshot()::text";

    /// <summary>
    /// $1 the snapshot that the copy stands at, $2 the process. One statement, so one snapshot: what committed since $1, the videos to
    /// recount as they are now, and the new snapshot. First a row without a video: the new snapshot, whether $1 reaches below what was
    /// pruned, whether a verification is asked for, the videos to recount, and votes by video for all others. Then those of the recounted
    /// that are open.
    /// </summary>
    public const string Poll = $"""
        with asked as materialized (
          select distinct video_id from standing_changes
           where txid >= pg_snapshot_xmin(($1::text)::pg_snapshot) and not pg_visible_in_snapshot(txid, ($1::text)::pg_snapshot)),
        told as (
          select t.video_id, sum(t.votes) as votes, max(t.last_at) as last_at
            from standing_votes v cross join lateral unnest(v.video_ids, v.votes, v.last_at) t (video_id, votes, last_at)
           where v.txid >= pg_snapshot_xmin(($1::text)::pg_snapshot) and not pg_visible_in_snapshot(v.txid, ($1::text)::pg_snapshot)
             and t.video_id not in (select video_id from asked)
           group by t.video_id),
        counted as ({Counted})
        select null::uuid as id, null::uuid as player_id, null::bigint as votes, null::timestamptz as last_vote,
               null::text as username, null::text as city, null::text as city_key, null::text as title,
               null::timestamptz as uploaded_at, null::timestamptz as processed_at, null::timestamptz as published_at,
               null::text as processed_key, null::text as thumbnail_key,
               pg_current_snapshot()::text as snapshot,
               (select below > pg_snapshot_xmin(($1::text)::pg_snapshot) from standing_pruned) as pruned,
               exists (select 1 from standing_readers where process = $2 and verify_asked_at is not null
                          and (verified_at is null or verified_at < verify_asked_at)) as verify_asked,
               (select array_agg(video_id) from asked) as recounted,
               told.*
          from (select array_agg(video_id) as voted, array_agg(votes::integer) as votes, array_agg(last_at) as last_at from told) told
        union all
        select c.*, null, null, null, null, null, null, null from counted c
        """;

    /// <summary>$1 the process, $2 its snapshot.</summary>
    public const string Register = """
        insert into standing_readers (process, oldest, seen_at) values ($1, pg_snapshot_xmin(($2::text)::pg_snapshot), now())
        on conflict (process) do update set oldest = excluded.oldest, seen_at = excluded.seen_at
        """;

    /// <summary>$1 the process.</summary>
    public const string Leave = "delete from standing_readers where process = $1";

    /// <summary>$1 the process, $2 entries compared, $3 how many differed.</summary>
    public const string Verified = "update standing_readers set verified_at = clock_timestamp(), entries = $2, drift = $3 where process = $1";

    /// <summary>
    /// $1 how long a reader may be silent. Deletes what no reader needs any more and writes the bound in the same transaction; readers that
    /// were silent for longer start anew. One process at a time: the others find the lock taken and do nothing.
    /// </summary>
    public const string Prune = """
        with turn as materialized (select pg_try_advisory_xact_lock(4785740851) as mine),
        gone as (delete from standing_readers where seen_at < now() - $1 * 60 and (select mine from turn)),
        bound as (
          select least(pg_snapshot_xmin(pg_current_snapshot()), min(r.oldest)) as below from standing_readers r where r.seen_at >= now() - $1),
        pruned as (
          update standing_pruned p set below = b.below from bound b where b.below > p.below and (select mine from turn) returning p.below),
        gone_votes as (delete from standing_votes where txid < (select below from pruned))
        delete from standing_changes where txid < (select below from pruned)
        """;
}
