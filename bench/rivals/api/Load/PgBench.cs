using System.Globalization;
using System.Text.RegularExpressions;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.ApiRace.Load;

/// <summary>
/// pgbench(1): votes one by one into a table of the same columns, keys and index, with the same durability; prepared statements. Its players and videos
/// have ids that a number makes, so that no look-up is measured.
/// </summary>
/// <param name="cpus">Where pgbench itself runs.</param>
internal sealed partial class PgBench(PostgresServer postgres, string database, int players, int videos, string directory, string cpus)
{
    private string ScriptPath => Path.Combine(directory, "vote.sql");

    public async Task PrepareAsync()
    {
        await using var source = NpgsqlDataSource.Create(postgres.ConnectionString(database));
        await using var command = source.CreateCommand($"""
            create table players (id uuid primary key);
            create table videos (id uuid primary key);
            insert into players select {Of("n")} from generate_series(1, {players}) n;
            insert into videos select {Of("n")} from generate_series(1, {videos}) n;
            create table votes (player_id uuid not null references players, video_id uuid not null references videos, cast_at timestamptz not null, primary key (player_id, video_id));
            create index votes_of_video_by_time on votes (video_id, cast_at desc);
            analyze;
            """);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
        await File.WriteAllTextAsync(ScriptPath, string.Create(CultureInfo.InvariantCulture, $"""
            \set p random(1, {players})
            \set v random(1, {videos})
            insert into votes (player_id, video_id, cast_at) values ({Of(":p")}, {Of(":v")}, now()) on conflict do nothing;
            """));
    }

    public string CommandLine(int clients, TimeSpan duration) => string.Create(
        CultureInfo.InvariantCulture, $"taskset -c {cpus} pgbench -n -M prepared -f vote.sql -c {clients} -j 1 -T {duration.TotalSeconds:0}");

    /// <summary>Votes per second.</summary>
    public async Task<double> RunAsync(int clients, TimeSpan duration)
    {
        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions
            {
                Program = Programs.Find("pgbench"),
                Arguments =
                [
                    "-n", "-M", "prepared", "-f", ScriptPath, "-c", clients.ToString(CultureInfo.InvariantCulture), "-j", "1",
                    "-T", duration.TotalSeconds.ToString("0", CultureInfo.InvariantCulture), postgres.ConnectionUrl(database),
                ],
                Cpus = cpus,
            },
            duration + TimeSpan.FromMinutes(1));
        result.EnsureSuccess("pgbench");
        return double.Parse(Rate().Match(result.Output).Groups["rate"].ValueSpan, CultureInfo.InvariantCulture);
    }

    private static string Of(string number) => $"('00000000-0000-7000-8000-' || lpad(to_hex(({number})::bigint), 12, '0'))::uuid";

    [GeneratedRegex(@"tps = (?<rate>[0-9.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();
}
