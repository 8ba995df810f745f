using HighPerf.Queue.Ledgers;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Queue.Tests;

/// <summary>The stored columns a test asserts on.</summary>
public sealed record JobRow(string State, int Attempt, int Failures, int Crashes, string? LeaseOwner, string History)
{
    public static async Task<JobRow> ReadAsync(NpgsqlDataSource database, Guid job)
    {
        await using var command = database.CreateCommand("select state, attempt, failures, crashes, lease_owner, history::text from jobs where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = job });
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync(), $"there is no job {job}");
        return new JobRow(
            reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetInt32(3), reader.IsDBNull(4) ? null : reader.GetString(4),
            reader.GetString(5));
    }

    public static Task EndsAsync(NpgsqlDataSource database, Guid job, string state) => Poll.UntilAsync(
        $"job {job} is {state}", TimeSpan.FromSeconds(30), async () => (await ReadAsync(database, job)).State == state);

    public static async Task<Guid> EnqueueAsync(NpgsqlDataSource database, NewJob? job = null)
    {
        job ??= new NewJob(Guid.CreateVersion7(), "test", "{}");
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        Assert.True(await PostgresLedger.EnqueueAsync(transaction, job, CancellationToken.None));
        await transaction.CommitAsync();
        return job.Id;
    }

    public static async Task SqlAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
