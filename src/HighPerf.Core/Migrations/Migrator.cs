using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using HighPerf.Queue.Connections;
using HighPerf.Queue.Ledgers;
using Npgsql;

namespace HighPerf.Core.Migrations;

/// <summary>
/// Plain SQL files, applied in order, once, all in one transaction, under an advisory lock so that two hosts may start at once. A file
/// that was edited after it was applied is an error, not a surprise.
/// </summary>
public sealed class Migrator(PostgresDatabase database)
{
    private const long LockKey = 0x48_50_6D_69_67; // "HPmig"

    private const string Bookkeeping = """
        create table if not exists schema_migrations (
          name text primary key, checksum text not null, applied_at timestamptz not null default now())
        """;

    /// <summary>All migrations, in the order of their names. The queue owns its table and brings the DDL of it.</summary>
    public static IReadOnlyList<Migration> All { get; } = [.. OfQueue().Concat(Embedded()).OrderBy(m => m.Name, StringComparer.Ordinal)];

    /// <summary>Applies what is missing and returns it.</summary>
    public async Task<IReadOnlyList<Migration>> ApplyAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_xact_lock({LockKey})", cancellationToken);
        await ExecuteAsync(connection, Bookkeeping, cancellationToken);
        var applied = await AppliedAsync(connection, cancellationToken);
        var missing = new List<Migration>();
        foreach (var migration in All)
        {
            var checksum = Checksum(migration);
            if (applied.TryGetValue(migration.Name, out var before))
            {
                if (before != checksum) throw new MigrationException($"{migration.Name} was changed after it was applied");
                continue;
            }

            await ExecuteAsync(connection, migration.Sql, cancellationToken);
            await using var note = new NpgsqlCommand("insert into schema_migrations (name, checksum) values ($1, $2)", connection);
            note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = migration.Name });
            note.Parameters.Add(new NpgsqlParameter<string> { TypedValue = checksum });
            await note.ExecuteNonQueryAsync(cancellationToken);
            missing.Add(migration);
        }

        await transaction.CommitAsync(cancellationToken);
        return missing;
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select name, checksum from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var applied = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken)) applied.Add(reader.GetString(0), reader.GetString(1));
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Checksum(Migration migration) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(migration.Sql)));

    private static IEnumerable<Migration> OfQueue() =>
    [
        new("0001_jobs.sql", PostgresLedger.Schema), new("0003_job_cancel.sql", PostgresLedger.CancelSchema),
        new("0008_job_trace.sql", PostgresLedger.TraceSchema),
    ];

    private static IEnumerable<Migration> Embedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new Migration(name, reader.ReadToEnd());
        }
    }
}
