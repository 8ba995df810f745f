using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>A stack without a worker, so that jobs stay as a test has put them.</summary>
public sealed class QueueOpsFixture : IAsyncLifetime
{
    private HighPerfStack? stack;

    public HighPerfStack Stack => stack!;

    public async Task InitializeAsync() => stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });

    public async Task DisposeAsync()
    {
        if (stack is not null)
            await stack.DisposeAsync();
    }

    /// <summary>Empties the queue.</summary>
    public Task ClearAsync() => SqlAsync("delete from jobs");

    public async Task SqlAsync(string sql, params object[] parameters)
    {
        await using var command = Stack.Database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A job of a kind that nobody runs, due so many seconds ago.</summary>
    public async Task<Guid> JobAsync(string kind = "test", int dueSecondsAgo = 0)
    {
        var id = Guid.CreateVersion7();
        await SqlAsync(
            """insert into jobs (id, kind, payload, due_at) values ($1, $2, '{"n":1}', now() - make_interval(secs => $3))""", id, kind, dueSecondsAgo);
        return id;
    }

    /// <summary>A job that died with an entry in its history.</summary>
    public async Task<Guid> DeadAsync(string kind = "test")
    {
        var id = await JobAsync(kind);
        await DieAsync(id);
        return id;
    }

    /// <summary>An uploaded video and the id of its job.</summary>
    public async Task<(Player Owner, string Video, Guid Job)> UploadAsync()
    {
        var player = await Stack.Client.NewPlayerAsync();
        var response = await Stack.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "En la cola");
        var upload = response.Expect(HttpStatusCode.Created).Json;
        return (player, upload.GetProperty("video_id").GetString()!, Guid.Parse(upload.GetProperty("task_id").GetString()!));
    }

    /// <summary>An uploaded video whose job died of our own fault, as a worker would have left both.</summary>
    public async Task<(Player Owner, string Video, Guid Job)> DeadVideoAsync()
    {
        var upload = await UploadAsync();
        await DieAsync(upload.Job);
        await SqlAsync(
            "update videos set status = 'failed', failure_code = 'processing_failed', failure_reason = 'No pudimos' where id = $1",
            Guid.Parse(upload.Video));
        return upload;
    }

    public Task<string> StateAsync(Guid job) => Stack.ScalarAsync<string>("select state from jobs where id = $1", job);

    /// <summary>hpctl fails with this exit code and one line on standard error, and prints nothing.</summary>
    public async Task FailsAsync(int exitCode, string named, params string[] arguments)
    {
        var result = await Stack.RunCtlAsync(arguments);
        Assert.True(result.ExitCode == exitCode, $"exit code {result.ExitCode}: {result.Output}{result.Errors}");
        Assert.Contains(named, Assert.Single(result.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Empty(result.Output.Trim());
    }

    /// <summary>hpctl with another environment variable.</summary>
    public Task<ChildProcessResult> RunCtlWithAsync(string name, string value, params string[] arguments)
    {
        var environment = new Dictionary<string, string>(Stack.ProgramEnvironment(), StringComparer.Ordinal) { [name] = value };
        return ChildProcess.RunAsync(
            new ChildProcessOptions { Program = PublishedPrograms.Ctl, Arguments = arguments, Environment = environment, OnlyThisEnvironment = true },
            TimeSpan.FromSeconds(60));
    }

    private Task DieAsync(Guid job) => SqlAsync(
        """
        update jobs set state = 'dead', attempt = 5, failures = 5, finished_at = now(),
               history = '[{"attempt":4,"at":"2026-01-02T03:04:05Z","failure":"no luck"},{"attempt":5,"at":"2026-01-02T03:05:05Z","dead":"no luck again"}]'
         where id = $1
        """,
        job);
}
