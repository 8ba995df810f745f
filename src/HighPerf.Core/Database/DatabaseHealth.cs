using HighPerf.Queue.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace HighPerf.Core.Database;

/// <summary>The database answers, and every migration this program was built with has been applied.</summary>
public sealed class DatabaseHealth(PostgresDatabase database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(cancellationToken);
            await using var command = new NpgsqlCommand("select count(*) from schema_migrations where name = any($1)", connection);
            command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. Migrations.Migrator.All.Select(m => m.Name)] });
            var applied = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            return applied == Migrations.Migrator.All.Count
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("migrations are missing: run hpctl migrate");
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return HealthCheckResult.Unhealthy("no schema: run hpctl migrate");
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", e);
        }
    }
}
