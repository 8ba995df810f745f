using HighPerf.Queue.Connections;
using Npgsql;

namespace HighPerf.Queue.Ledgers;

/// <summary>One connection of its own, opened on first use and again after it broke; synchronous calls only.</summary>
internal sealed class PostgresLeaseRenewer(PostgresDatabase database) : ILeaseRenewer
{
    private NpgsqlConnection? _connection;

    public IReadOnlyList<RenewedLease> Renew(IReadOnlyCollection<JobLease> leases, string owner, TimeSpan lease)
    {
        try
        {
            _connection ??= database.OpenConnection();
            using var command = new NpgsqlCommand(JobSql.Renew, _connection)
            {
                // A half-open connection must be noticed while there is still time for another try.
                CommandTimeout = Math.Max(1, (int)(lease / 3).TotalSeconds),
            };
            command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = leases.Select(l => l.JobId).ToArray() });
            command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = leases.Select(l => l.Attempt).ToArray() });
            command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = owner });
            using var reader = command.ExecuteReader();
            var held = new List<RenewedLease>(leases.Count);
            while (reader.Read())
            {
                held.Add(new RenewedLease(new JobLease(reader.GetGuid(0), reader.GetInt32(1)), reader.GetBoolean(2), reader.GetBoolean(3)));
            }

            return held;
        }
        catch
        {
            Dispose(); // whatever broke, the next renewal starts from a fresh connection
            throw;
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
