using System.Text.Json;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Inspection;
using HighPerf.Queue.Processing;
using Npgsql;
using NpgsqlTypes;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// The durable ledger: the table <c>jobs</c> (jobs.sql). Jobs are enqueued in the caller's own transaction. A program that runs jobs
/// gives the renewal a database connection of its own (<paramref name="leases"/>).
/// </summary>
public sealed class PostgresLedger(PostgresDatabase database, LeaseDatabase? leases = null) : IJobLedger
{
    /// <summary>The DDL of the table, for the product's migrations.</summary>
    public static string Schema { get; } = Resources.Read("jobs.sql");

    /// <summary>The DDL that came with cancelling.</summary>
    public static string CancelSchema { get; } = Resources.Read("jobs-cancel.sql");

    /// <summary>The DDL that came with traces.</summary>
    public static string TraceSchema { get; } = Resources.Read("jobs-trace.sql");

    /// <summary>
    /// Inserts the job in the caller's transaction; ring the bell after its commit. False: the id or the unique key is there already.
    /// </summary>
    public static async Task<bool> EnqueueAsync(NpgsqlTransaction transaction, NewJob job, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(JobSql.Enqueue, transaction.Connection, transaction);
        AddNew(command, job);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Enqueue, connection);
        AddNew(command, job);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(
        IReadOnlyCollection<Guid> jobs, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Claim, connection);
        Add(command, jobs.ToArray());
        Add(command, owner);
        Add(command, lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<ClaimedJob>(jobs.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new ClaimedJob(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), (JobPriority)reader.GetInt16(3), reader.GetInt32(4),
                reader.GetInt32(5), reader.GetInt32(6), owner, reader.GetBoolean(7), reader.GetBoolean(8), reader.GetTimeSpan(9),
                reader.TextOrNull(10)));
        }

        return claimed;
    }

    public async Task<IReadOnlyList<JobPriority>> DueAsync(TimeSpan notRungWithin, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Due, connection);
        Add(command, notRungWithin);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<JobPriority>();
        while (await reader.ReadAsync(cancellationToken)) due.Add((JobPriority)reader.GetInt16(0));
        return due;
    }

    public async Task<IReadOnlyList<Guid>> DispatchDueAsync(
        JobPriority priority, TimeSpan notRungWithin, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.DispatchDue, connection);
        Add(command, (short)priority);
        Add(command, notRungWithin);
        Add(command, limit);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<Guid>();
        while (await reader.ReadAsync(cancellationToken)) due.Add(reader.GetGuid(0));
        return due;
    }

    public Task<bool> CompleteAsync(ClaimedJob job, JobOutcome outcome, CancellationToken cancellationToken) =>
        FinishAsync(job, JobState.Succeeded, JobSql.Complete, command => AddJson(command, outcome.Result), outcome.Writes, cancellationToken);

    public Task<bool> DeadAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken) =>
        FinishAsync(job, JobState.Dead, JobSql.Dead, command => Add(command, JobReason.Clean(reason)), writes, cancellationToken);

    public Task<bool> CancelledAsync(ClaimedJob job, string reason, JobWrites writes, CancellationToken cancellationToken) =>
        FinishAsync(job, JobState.Cancelled, JobSql.Cancelled, command => Add(command, JobReason.Clean(reason)), writes, cancellationToken);

    public async Task<bool> RetryAsync(ClaimedJob job, string reason, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Retry, connection);
        AddLease(command, job);
        Add(command, JobReason.Clean(reason));
        Add(command, delay);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> GiveBackAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.GiveBack, connection);
        AddLease(command, job);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task ReleaseAsync(IReadOnlyCollection<Guid> jobs, string owner, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Release, connection);
        Add(command, jobs.ToArray());
        Add(command, owner);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<CancelResult> CancelAsync(Guid job, JobWrites writes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using var command = new NpgsqlCommand(JobSql.Cancel, connection, transaction);
        Add(command, job);
        Add(command, "on request, before it ran");
        var state = await command.ExecuteScalarAsync(cancellationToken);
        if (state is null)
        {
            using var look = new NpgsqlCommand("select exists (select 1 from jobs where id = $1)", connection, transaction);
            Add(look, job);
            return await look.ExecuteScalarAsync(cancellationToken) is true ? CancelResult.Ended : CancelResult.NotFound;
        }

        var ended = state is JobState.Cancelled;
        if (ended) await writes(new PostgresJobTransaction(transaction), cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return ended ? CancelResult.Cancelled : CancelResult.Requested;
    }

    public async Task<ReplayResult> ReplayAsync(Guid job, ReplayWrites writes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using var command = new NpgsqlCommand(JobSql.Replay, connection, transaction);
        Add(command, job);
        Add(command, "by an operator");
        try
        {
            if (await command.ExecuteNonQueryAsync(cancellationToken) == 0) return ReplayResult.NotDead;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return ReplayResult.KeyTaken; // a look beforehand could not be sure: the constraint decides
        }

        if (!await writes(new PostgresJobTransaction(transaction), cancellationToken)) return ReplayResult.Gone;
        await transaction.CommitAsync(CancellationToken.None);
        return ReplayResult.Replayed;
    }

    public async Task<bool> DropAsync(Guid job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Drop, connection);
        Add(command, job);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<int> RemoveEndedAsync(TimeSpan age, int limit, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.RemoveEnded, connection);
        Add(command, age);
        Add(command, limit);
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<JobRecord?> FindAsync(Guid job, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Find, connection);
        Add(command, job);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new JobRecord(
            reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), (JobPriority)reader.GetInt16(4), reader.TextOrNull(5),
            reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8), reader.GetBoolean(9), reader.TextOrNull(10), reader.TimeOrNull(11),
            reader.GetDateTime(12), reader.GetDateTime(13), reader.TimeOrNull(14), reader.TimeOrNull(15), JsonElement.Parse(reader.GetString(16)),
            reader.TextOrNull(17) is { } result ? JsonElement.Parse(result) : null, JobEvent.ParseAll(reader.GetString(18)),
            reader.TextOrNull(19));
    }

    public async Task<QueueDepth> DepthAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(JobSql.Depth, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new QueueDepth(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetTimeSpan(4));
    }

    public ILeaseRenewer OpenRenewer() => new PostgresLeaseRenewer(leases?.Database ?? database);

    /// <summary>
    /// The guarded update locks the job's row first; the handler's writes follow in the same transaction. Safe to repeat after any error:
    /// when COMMIT's answer was lost, the repetition waits for the first transaction to end (the row lock), matches nothing if it took
    /// effect, and reads whether it was ours.
    /// </summary>
    private async Task<bool> FinishAsync(
        ClaimedJob job, string state, string sql, Action<NpgsqlCommand> addArgument, JobWrites writes, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        using var command = new NpgsqlCommand(sql, connection, transaction);
        AddLease(command, job);
        addArgument(command);
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            using var verdict = new NpgsqlCommand(JobSql.EndedAs, connection, transaction);
            Add(verdict, job.Id);
            Add(verdict, job.Attempt);
            Add(verdict, state);
            return await verdict.ExecuteScalarAsync(cancellationToken) is true;
        }

        await writes(new PostgresJobTransaction(transaction), cancellationToken);
        await transaction.CommitAsync(CancellationToken.None); // from here on only the database knows
        return true;
    }

    private static void AddNew(NpgsqlCommand command, NewJob job)
    {
        Add(command, job.Id);
        Add(command, job.Kind);
        AddJson(command, job.Payload);
        Add(command, (short)job.Priority);
        AddText(command, job.UniqueKey);
        Add(command, job.Delay);
        AddText(command, job.TraceParent);
    }

    private static void AddLease(NpgsqlCommand command, ClaimedJob job)
    {
        Add(command, job.Id);
        Add(command, job.Attempt);
        Add(command, job.Owner);
    }

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void AddText(NpgsqlCommand command, string? text) =>
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });

    private static void AddJson(NpgsqlCommand command, string? json) =>
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)json ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
}
