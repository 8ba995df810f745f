using Dapper;
using HighPerf.Queue.Connections;

namespace HighPerf.Core.Rankings;

/// <summary>Asks every process that follows the standings to compare its copy with the tables, and collects what they say.</summary>
public sealed class StandingsVerification(PostgresDatabase database, TimeProvider time)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    /// <summary>One answer per process seen within the last minute; one that does not answer within the patience has no drift.</summary>
    public async Task<IReadOnlyList<StandingsAnswer>> RunAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var asked = (await connection.QueryAsync<string>(
            """
            update standing_readers set verify_asked_at = clock_timestamp() where seen_at > now() - interval '1 minute' returning process
            """)).ToArray();
        var began = time.GetTimestamp();
        while (true)
        {
            var answers = (await connection.QueryAsync<StandingsAnswer>(
                """
                select process as Process, case when verified_at >= verify_asked_at then entries end as Videos,
                       case when verified_at >= verify_asked_at then drift end as Drift
                  from standing_readers where process = any(@asked) order by process
                """,
                new { asked })).ToList();
            if (answers.TrueForAll(answer => answer.Drift is not null) || time.GetElapsedTime(began) > patience) return answers;
            await Task.Delay(s_look, time, cancellationToken);
        }
    }
}
