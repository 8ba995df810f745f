using HighPerf.Queue.Processing;
using Npgsql;
using NpgsqlTypes;

namespace HighPerf.Queue.Ledgers;

/// <summary>The durable ledger: the table <c>jobs</c> (jobs.sql). Jobs are enqueued in the caller's own transaction.</summary>
public sealed class PostgresLedger(NpgsqlDataSource database) : IJobLedger
{
    /// <summary>The DDL of the table, for the product's migrations.</summary>
    public static string Schema { get; } = Resources.Read("jobs.sql");

    /// <summary>
    /// Inserts the job in the caller's transaction; ring the bell after its commit. False: the id or the unique key is there already.
    /// </summary>
    public static async Task<bool> EnqueueAsync(NpgsqlTransaction transaction, NewJob job, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(JobSql.Enqueue, transaction.Connection, transaction);
        Add(command, job.Id);
        Add(command, job.Kind);
        AddJson(command, job.Payload);
        Add(command, (short)job.Priority);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)job.UniqueKey ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        Add(command, job.Delay);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<IReadOnlyList<ClaimedJob>> ClaimAsync(
        IReadOnlyCollection<Guid> jobs, string owner, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(JobSql.Claim);
        Add(command, jobs.ToArray());
        Add(command, owner);
        Add(command, lease);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<ClaimedJob>(jobs.Count);
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add(new ClaimedJob(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), (JobPriority)reader.GetInt16(3),
                reader.GetInt32(4), reader.GetInt32(5), reader.GetInt32(6), owner));
        }

        return claimed;
    }

    public async Task<IReadOnlyList<Guid>> DispatchDueAsync(
        JobPriority priority, TimeSpan notRungWithin, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(JobSql.DispatchDue);
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
        FinishAsync(job, JobState.Dead, JobSql.Dead, command => Add(command, reason), writes, cancellationToken);

    public async Task<bool> RetryAsync(ClaimedJob job, string reason, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(JobSql.Retry);
        AddLease(command, job);
        Add(command, reason);
        Add(command, delay);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public async Task<bool> GiveBackAsync(ClaimedJob job, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(JobSql.GiveBack);
        AddLease(command, job);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    public ILeaseRenewer OpenRenewer() => new PostgresLeaseRenewer(database);

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

        await writes(transaction, cancellationToken);
        await transaction.CommitAsync(CancellationToken.None); // from here on only the database knows
        return true;
    }

    private static void AddLease(NpgsqlCommand command, ClaimedJob job)
    {
        Add(command, job.Id);
        Add(command, job.Attempt);
        Add(command, job.Owner);
    }

    private static void Add<T>(NpgsqlCommand command, T value) => command.Parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    private static void AddJson(NpgsqlCommand command, string? json) =>
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)json ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
}
