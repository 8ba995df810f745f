using System.Globalization;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Testing.Legacy;

/// <summary>
/// The first system as it leaves its data behind: a database with its three tables, whose times have no zone, and a directory of files
/// that its rows name by the paths of its own machines.
/// </summary>
public sealed class OldSystem : IAsyncDisposable
{
    private const string Schema = """
        create table users (
          id serial primary key, first_name varchar, last_name varchar, email varchar unique, password_hash varchar,
          city varchar, country varchar, created_at timestamp default now());
        create table videos (
          id serial primary key, title varchar, status varchar not null, user_id integer references users (id), uploaded_at timestamp default now(),
          processed_at timestamp, original_url varchar, processed_url varchar, task_id varchar);
        create table votes (
          id serial primary key, video_id integer references videos (id), user_id integer references users (id),
          processed_at timestamp default now(), unique (video_id, user_id));
        """;

    private readonly TestDirectory directory = TestDirectory.Create("old");

    private OldSystem(NpgsqlDataSource database, string url)
    {
        Database = database;
        Url = url;
    }

    public NpgsqlDataSource Database { get; }

    /// <summary>The old database's URL, as an operator gives it.</summary>
    public string Url { get; }

    /// <summary>The root of the old files.</summary>
    public string Root => directory.FullPath;

    public static async Task<OldSystem> CreateAsync(PostgresServer postgres)
    {
        var name = await postgres.CreateDatabaseAsync();
        var old = new OldSystem(NpgsqlDataSource.Create(postgres.ConnectionString(name)), postgres.ConnectionUrl(name));
        await old.ExecuteAsync(Schema);
        return old;
    }

    public async Task ExecuteAsync(string sql, params object?[] arguments)
    {
        await using var command = Command(sql, arguments);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql, params object?[] arguments)
    {
        await using var command = Command(sql, arguments);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>A user; the hash is one that nobody's password has, unless it is given.</summary>
    public Task<int> UserAsync(string email, string firstName = "Ana", string? city = "Bogotá", string? hash = null) => ScalarAsync<int>(
        "insert into users (first_name, last_name, email, password_hash, city, country) values ($1, 'Rojas', $2, $3, $4, 'Colombia') returning id",
        firstName, email, hash ?? "$2b$12$" + new string('a', 53), city);

    public Task<int> VideoAsync(int user, string status, string? original, string? processed, string title = "Triple") => ScalarAsync<int>(
        """
        insert into videos (title, status, user_id, uploaded_at, processed_at, original_url, processed_url)
        values ($1, $2, $3, '2025-10-01 10:00', case when $2 <> 'uploaded' then timestamp '2025-10-01 10:05' end, $4, $5) returning id
        """,
        title, status, user, original, processed);

    public Task VoteAsync(int video, int user, string at = "2025-10-02 12:00") => ExecuteAsync(
        "insert into votes (video_id, user_id, processed_at) values ($1, $2, $3::timestamp)", video, user, at);

    /// <summary>A file below the root that begins as an MP4 does, its other bytes its own; returns its path.</summary>
    public string Clip(string path, int size = 400)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, Mp4(path, size));
        return full;
    }

    /// <summary>
    /// So many users, videos and votes at once: one video in ten never processed, the rest half public, with the files of all.
    /// <paramref name="hashes"/> go round among the users. Votes must divide by videos.
    /// </summary>
    public async Task FillAsync(int users, int videos, int votes, string emailDomain, IReadOnlyList<string> hashes)
    {
        await ExecuteAsync(
            """
            insert into users (first_name, last_name, email, password_hash, city, country, created_at)
            select 'José ' || n, 'Muñoz', 'antiguo' || n || $2, $3[1 + n % array_length($3, 1)],
                   (array['Bogotá', 'BOGOTA', 'Medellín', 'Cali', null])[1 + n % 5], 'Colombia', timestamp '2025-09-01' + n * interval '1 minute'
              from generate_series(1, $1) n
            """,
            users, emailDomain, hashes.ToArray());
        await ExecuteAsync(
            """
            insert into videos (title, status, user_id, uploaded_at, processed_at, original_url, processed_url, task_id)
            select 'Jugada n.º ' || n, status, 1 + n % $2, timestamp '2025-10-01' + n * interval '1 minute',
                   case when status <> 'uploaded' then timestamp '2025-10-01 00:05' + n * interval '1 minute' end,
                   case n % 3 when 0 then '/app/uploads/' when 1 then 'uploads/' else '/uploads/' end || n || '.mp4',
                   case when status <> 'uploaded' then '/app/processed/processed_' || n || '.mp4' end, gen_random_uuid()
              from (select n, case when n % 10 = 0 then 'uploaded' when n % 2 = 0 then 'public' else 'processed' end as status
                      from generate_series(1, $1) n) v
            """,
            videos, users);
        await ExecuteAsync(
            """
            insert into votes (video_id, user_id, processed_at)
            select v, 1 + (v * 7919 + k * 101) % $2, timestamp '2025-11-01' + (v * 31 + k) * interval '1 second'
              from generate_series(0, $3 - 1) k, generate_series(1, $1) v
            """,
            videos, users, votes / videos);
        for (var n = 1; n <= videos; n++)
        {
            Clip(string.Create(CultureInfo.InvariantCulture, $"uploads/{n}.mp4"), 200 + (n % 300));
            if (n % 10 != 0) Clip(string.Create(CultureInfo.InvariantCulture, $"processed/processed_{n}.mp4"), 150 + (n % 200));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        directory.Dispose();
    }

    private static byte[] Mp4(string name, int size)
    {
        var bytes = new byte[size];
        new Random(string.GetHashCode(name, StringComparison.Ordinal)).NextBytes(bytes);
        ReadOnlySpan<byte> start = [0, 0, 0, 24, (byte)'f', (byte)'t', (byte)'y', (byte)'p', (byte)'i', (byte)'s', (byte)'o', (byte)'m'];
        start.CopyTo(bytes);
        return bytes;
    }

    private NpgsqlCommand Command(string sql, object?[] arguments)
    {
        var command = Database.CreateCommand(sql);
        foreach (var argument in arguments) command.Parameters.Add(new NpgsqlParameter { Value = argument ?? DBNull.Value });
        return command;
    }
}
