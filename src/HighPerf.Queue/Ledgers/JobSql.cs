namespace HighPerf.Queue.Ledgers;

/// <summary>The statements of the PostgreSQL ledger. PostgreSQL's clock is the only clock of a lease.</summary>
internal static class JobSql
{
    /// <summary>
    /// $1 id, $2 kind, $3 payload, $4 priority, $5 unique key, $6 delay, $7 traceparent. The caller rings at once, so it counts as dispatched.
    /// </summary>
    public const string Enqueue = """
        insert into jobs (id, kind, payload, priority, unique_key, due_at, dispatched_at, traceparent)
        values ($1, $2, $3, $4, $5, now() + $6, case when $6 = interval '0' then now() end, $7)
        on conflict do nothing
        """;

    /// <summary>
    /// $1 ids, $2 owner, $3 lease. One compare-and-set: whoever the row lock lets through second finds a live lease and gets nothing.
    /// A locked row is a refused claim, which the sweep rings again: no slot stays empty because somebody holds another job's row.
    /// A lease that ran out is counted here, once, by the claim that takes the job over.
    /// </summary>
    public const string Claim = """
        update jobs j
           set attempt = j.attempt + 1,
               crashes = j.crashes + (j.lease_owner is not null)::int,
               history = case when j.lease_owner is null then j.history
                         else j.history || jsonb_build_object('attempt', j.attempt, 'at', now(), 'crash', 'the lease of ' || j.lease_owner || ' ran out') end,
               lease_owner = $2,
               lease_until = clock_timestamp() + $3
          from (select id, lease_owner, lease_until from jobs where id = any($1) and state = 'pending' order by id for update skip locked) k
         where j.id = k.id
           and j.state = 'pending'
           and j.due_at <= now()
           and (j.lease_until is null or j.lease_until <= now())
        returning j.id, j.kind, j.payload::text, j.priority, j.attempt, j.failures, j.crashes, j.cancel_requested,
                  k.lease_owner is not null, clock_timestamp() - greatest(j.due_at, k.lease_until), j.traceparent
        """;

    /// <summary>
    /// $1 ids, $2 attempts, $3 lease, $4 owner. Waits for no row: the leases of one process must not run out because somebody holds the row
    /// of one of its jobs. A lease whose row is locked is held still, only not extended; one that ran out a whole lease ago and whose row
    /// is still locked is given up.
    /// </summary>
    public const string Renew = """
        with held as (
          select j.id, j.attempt, j.cancel_requested, j.lease_until
            from jobs j join unnest($1, $2) as k (id, attempt) on j.id = k.id and j.attempt = k.attempt
           where j.lease_owner = $4 and j.state = 'pending'),
        free as (
          select j.id from jobs j join held h on h.id = j.id
           where j.attempt = h.attempt and j.lease_owner = $4 and j.state = 'pending'
           order by j.id
             for update of j skip locked),
        renewed as (update jobs j set lease_until = clock_timestamp() + $3 from free f where j.id = f.id returning j.id)
        select h.id, h.attempt, h.cancel_requested, r.id is not null
          from held h left join renewed r on r.id = h.id
         where r.id is not null or h.lease_until > clock_timestamp() - $3
        """;

    /// <summary>$1 not rung within. One probe of an index per priority, so that an idle sweep costs next to nothing.</summary>
    public const string Due = """
        select p.priority from unnest('{0,1,2}'::smallint[]) as p (priority)
         where exists (select 1 from jobs
                        where state = 'pending' and priority = p.priority and due_at <= now()
                          and (lease_until is null or lease_until <= now())
                          and (dispatched_at is null or dispatched_at <= now() - $1))
         order by 1
        """;

    /// <summary>$1 priority, $2 not rung within, $3 limit.</summary>
    public const string DispatchDue = """
        with due as (
          select id from jobs
           where state = 'pending' and priority = $1 and due_at <= now()
             and (lease_until is null or lease_until <= now())
             and (dispatched_at is null or dispatched_at <= now() - $2)
           order by due_at
           limit $3
             for update skip locked),
        rung as (update jobs j set dispatched_at = now() from due where j.id = due.id returning j.id, j.due_at)
        select id from rung order by due_at
        """;

    /// <summary>$1 id, $2 attempt, $3 owner, $4 result.</summary>
    public const string Complete = """
        update jobs set state = 'succeeded', result = $4, lease_owner = null, lease_until = null, finished_at = now()
         where id = $1 and attempt = $2 and lease_owner = $3 and state = 'pending'
        """;

    /// <summary>$1 id, $2 attempt, $3 owner, $4 reason.</summary>
    public const string Dead = """
        update jobs set state = 'dead', lease_owner = null, lease_until = null, finished_at = now(),
               history = history || jsonb_build_object('attempt', attempt, 'at', now(), 'dead', $4)
         where id = $1 and attempt = $2 and lease_owner = $3 and state = 'pending'
        """;

    /// <summary>$1 id, $2 attempt, $3 owner, $4 reason.</summary>
    public const string Cancelled = """
        update jobs set state = 'cancelled', lease_owner = null, lease_until = null, finished_at = now(),
               history = history || jsonb_build_object('attempt', attempt, 'at', now(), 'cancelled', $4)
         where id = $1 and attempt = $2 and lease_owner = $3 and state = 'pending'
        """;

    /// <summary>$1 id, $2 attempt, $3 owner, $4 reason, $5 delay.</summary>
    public const string Retry = """
        update jobs set failures = failures + 1, due_at = now() + $5, dispatched_at = null, lease_owner = null, lease_until = null,
               history = history || jsonb_build_object('attempt', attempt, 'at', now(), 'failure', $4)
         where id = $1 and attempt = $2 and lease_owner = $3 and state = 'pending'
        """;

    /// <summary>$1 id, $2 attempt, $3 owner.</summary>
    public const string GiveBack = """
        update jobs set dispatched_at = null, lease_owner = null, lease_until = null
         where id = $1 and attempt = $2 and lease_owner = $3 and state = 'pending'
        """;

    /// <summary>$1 ids, $2 owner.</summary>
    public const string Release = """
        update jobs set dispatched_at = null, lease_owner = null, lease_until = null
         where id = any($1) and lease_owner = $2 and state = 'pending'
        """;

    /// <summary>$1 id, $2 reason. Ends a job that nobody runs; of a running one it stores the wish. Answers the state that came of it.</summary>
    public const string Cancel = """
        update jobs set cancel_requested = true,
               state = case when lease_until > now() then state else 'cancelled' end,
               finished_at = case when lease_until > now() then finished_at else now() end,
               history = case when lease_until > now() then history
                         else history || jsonb_build_object('attempt', attempt, 'at', now(), 'cancelled', $2) end,
               lease_owner = case when lease_until > now() then lease_owner end,
               lease_until = case when lease_until > now() then lease_until end
         where id = $1 and state = 'pending'
        returning state
        """;

    /// <summary>$1 id, $2 reason. The caller rings at once, so it counts as dispatched.</summary>
    public const string Replay = """
        update jobs set state = 'pending', failures = 0, crashes = 0, cancel_requested = false, due_at = now(), dispatched_at = now(),
               lease_owner = null, lease_until = null, finished_at = null,
               history = history || jsonb_build_object('attempt', attempt, 'at', now(), 'replay', $2)
         where id = $1 and state = 'dead'
        """;

    /// <summary>$1 id.</summary>
    public const string Drop = "delete from jobs where id = $1 and state = 'dead'";

    /// <summary>$1 age, $2 limit.</summary>
    public const string RemoveEnded = """
        delete from jobs
         where id in (
           select id from jobs
            where state in ('succeeded', 'cancelled') and finished_at <= now() - $1
            order by finished_at
            limit $2
              for update skip locked)
        """;

    /// <summary>The phase of a job, read off.</summary>
    public const string Phase = """
        case when state <> 'pending' then state
             when lease_until > now() then 'running'
             when lease_until is not null then 'lease_expired'
             when due_at > now() then 'scheduled'
             else 'waiting' end
        """;

    /// <summary>$1 id.</summary>
    public const string Find = $"""
        select id, kind, state, {Phase}, priority, unique_key, attempt, failures, crashes, cancel_requested, lease_owner, lease_until,
               created_at, due_at, dispatched_at, finished_at, payload::text, result::text, history::text, traceparent
          from jobs where id = $1
        """;

    public const string Depth = """
        select count(*) filter (where due_at <= now() and (lease_until is null or lease_until <= now())),
               count(*) filter (where due_at > now() and lease_until is null),
               count(*) filter (where lease_until > now()),
               (select count(*) from jobs where state = 'dead'),
               coalesce(now() - min(due_at) filter (where due_at <= now() and (lease_until is null or lease_until <= now())), interval '0')
          from jobs where state = 'pending'
        """;

    /// <summary>$1 id, $2 attempt, $3 state: whether this very attempt has ended the job so. Attempts are never reused.</summary>
    public const string EndedAs = "select exists (select 1 from jobs where id = $1 and attempt = $2 and state = $3)";
}
