using System.Text.Json;
using Npgsql;

namespace HighPerf.Chaos.Judgement;

/// <summary>The tables after the attack, read once at rest.</summary>
internal sealed record Tables(IReadOnlyList<VideoRow> Videos, IReadOnlyList<JobRow> Jobs, IReadOnlySet<(Guid Player, Guid Video)> Votes)
{
    private static readonly string[] Dumped = ["videos", "jobs", "votes"];

    public static async Task<Tables> ReadAsync(NpgsqlDataSource database) => new(
        await Rows.ReadAsync(
            database,
            """
            select id, title, status, failure_code, failure_reason, original_key, processed_key, thumbnail_key, encode(sha256, 'hex'),
                   published_at is not null
              from videos
            """,
            reader => new VideoRow(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), Rows.Text(reader, 3), Rows.Text(reader, 4), reader.GetString(5),
                Rows.Text(reader, 6), Rows.Text(reader, 7), reader.GetString(8), reader.GetBoolean(9))),
        await Rows.ReadAsync(
            database,
            """
            select id, kind, (payload ->> 'video_id')::uuid, state, attempt, failures, crashes, history::text, result::text, created_at, finished_at
              from jobs
            """,
            reader => new JobRow(
                reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetString(3), reader.GetInt32(4), reader.GetInt32(5),
                reader.GetInt32(6), JsonElement.Parse(reader.GetString(7)), Rows.Text(reader, 8), reader.GetFieldValue<DateTimeOffset>(9),
                reader.IsDBNull(10) ? null : reader.GetFieldValue<DateTimeOffset>(10))),
        (await Rows.ReadAsync(database, "select player_id, video_id from votes", reader => (reader.GetGuid(0), reader.GetGuid(1)))).ToHashSet());

    /// <summary>Writes them as JSON, a line a row, for whoever looks at a violation.</summary>
    public static async Task DumpAsync(NpgsqlDataSource database, string directory)
    {
        foreach (var table in Dumped)
        {
            var rows = await Rows.ReadAsync(database, $"select to_jsonb(t)::text from {table} t", reader => reader.GetString(0));
            await File.WriteAllLinesAsync(Path.Combine(directory, table + ".jsonl"), rows);
        }
    }
}
