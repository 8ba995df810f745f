using System.Globalization;
using HighPerf.Testing.Clips;
using HighPerf.Testing.Servers;
using HighPerf.Testing.Servers.Groups;
using HighPerf.Testing.Stacks;
using Npgsql;

namespace HighPerf.Capacity.Rivals.Systems;

/// <summary>The new system: the published programs.</summary>
internal sealed class NewStack(ApiStack stack) : IRival
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Without limits that a generator, one address, would meet and many players would not, and without waiting for anybody at its end.</summary>
    public static IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HIGHPERF_RATE_ADDRESS"] = "1000000", ["HIGHPERF_RATE_VOTES"] = "1000000", ["HIGHPERF_API_DRAIN"] = "0s",
    };

    /// <summary>Two slots, and the small clips of a quick campaign are no refusals: the old system has no such rules.</summary>
    private static readonly Dictionary<string, string> s_worker = new(StringComparer.Ordinal)
    {
        ["HIGHPERF_WORKER_SLOTS"] = "2", ["HIGHPERF_SOURCE_MIN_DURATION"] = "1s", ["HIGHPERF_SOURCE_MIN_SHORT_SIDE"] = "0",
    };

    public string Name => "new";

    public Uri Url => stack.Url;

    public string Secret => stack.Secret;

    public NpgsqlDataSource Database => stack.Database;

    public string UploadsDirectory => stack.UploadsDirectory;

    public string VotersQuery => "select id::text from players where email like 'voter-%' order by email";

    public string VideosQuery => "select id::text from videos where published_at is not null and title not like 'Rivals%' order by id";

    public async Task AddVotersAsync(int count)
    {
        await using var command = Database.CreateCommand(
            """
            insert into players (id, first_name, last_name, email, password_hash, city, country)
            select gen_random_uuid(), 'Vota', n::text, 'voter-' || lpad(n::text, 6, '0') || '@seed.example', 'none', 'Cali', 'Colombia' from generate_series(1, $1) n
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = count });
        await command.ExecuteNonQueryAsync();
        await stack.ExecuteAsync("vacuum (analyze) players");
    }

    public Task StartApiAsync(LimitedGroup? group) => stack.StartApiAsync(group);

    public Task StopApiAsync() => stack.StopApiAsync();

    public Task<ChildProcess> StartWorkerAsync(LimitedGroup? group) => stack.StartWorkerAsync(group, s_worker);

    public async Task StopWorkerAsync(ChildProcess worker)
    {
        await worker.TerminateAsync(s_patience);
        await worker.DisposeAsync();
    }

    public Task TakenAsync(ChildProcess worker, int count, TimeSpan patience) => Watch.UntilAsync(
        async () => await Watch.CountAsync(Database, "select count(*) from videos where title like 'Rivals%' and status <> 'uploaded'") >= count, patience, "a clip is taken");

    public async Task ForgetUploadsAsync()
    {
        foreach (var statement in (string[])["delete from jobs", "delete from videos where title like 'Rivals%' or title like 'Clip %'", "vacuum (analyze) videos", "checkpoint"]) await stack.ExecuteAsync(statement);
        foreach (var directory in (string[])[stack.UploadsDirectory, stack.ProcessedDirectory])
        {
            if (!Directory.Exists(directory)) continue;
            foreach (var file in Directory.EnumerateFiles(directory)) File.Delete(file);
        }
    }

    public async Task EnqueueTrivialAsync(int count)
    {
        await stack.RunCtlAsync("queue", "inject", await Clips.SmallTwoSeconds, "--count", count.ToString(CultureInfo.InvariantCulture));
        await stack.ExecuteAsync("delete from videos where title like 'Clip %'");
    }

    public async Task<double> TrivialEndedAsync(ChildProcess worker, int count, TimeSpan patience)
    {
        await Watch.UntilAsync(async () => await Watch.CountAsync(Database, "select count(*) from jobs where state = 'succeeded'") >= count, patience, "the trivial jobs end");
        await using var command = Database.CreateCommand("select extract(epoch from max(finished_at) - min(finished_at))::float8 from jobs where state = 'succeeded'");
        return (double)(await command.ExecuteScalarAsync())!;
    }
}
