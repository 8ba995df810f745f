using System.Globalization;
using System.Security.Cryptography;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using TestClips = HighPerf.Testing.Clips.Clips;

namespace HighPerf.System.Tests.Secrets;

/// <summary>Secrets that come from files are in no command line, no environment and no log: not of the programs, and not of the worker's children.</summary>
public sealed class SecretsAreNotSeenTests
{
    [Fact]
    public async Task Secrets_from_files_are_nowhere_that_another_process_could_look()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        using var secrets = new SecretFiles();
        var key = "key-that-nobody-may-see-" + RandomNumberGenerator.GetHexString(32);
        secrets.Put("jwt-secret", key);
        secrets.Put("highperf_database-url", stack.Postgres.ConnectionUrl("highperf"));
        secrets.Put("redis-url", stack.Redis.Url);
        (string Name, string Value)[] settings = [("DATABASE_URL", ""), ("REDIS_URL", ""), ("JWT_SECRET", ""), ("HIGHPERF_SECRETS_DIR", secrets.FullPath)];
        await using var api = await SecondApi.StartAsync(stack, settings);
        await using var worker = await StartWorkerAsync(stack, settings);

        var player = await api.Client.NewPlayerAsync();
        var id = await api.Client.UploadedAsync(player, await TestClips.Landscape1080p, "A la vista de nadie");
        // Until it has begun its own program (execve(2)) a child shows its parent's memory, and the command line in it.
        var child = (int)await Poll.UntilAsync("a clip is made", TimeSpan.FromMinutes(2), () => Task.FromResult(
            ProcessTree.ChildrenOf(worker.Id).Where(process => ProcessTree.CommandLine(process) is { Length: > 0 } own && own != ProcessTree.CommandLine(worker.Id)).Cast<object>().FirstOrDefault()));

        string[] hidden = [key, stack.Postgres.Password];
        foreach (var process in new[] { api.Process.Id, worker.Id, child })
        {
            foreach (var file in new[] { "cmdline", "environ" })
                AssertAbsent(hidden, Read(process, file), $"{file} of {ProcessTree.CommandLine(process)}");
        }

        Assert.DoesNotContain(Read(child, "environ").Split('\0'), variable => variable.StartsWith("HIGHPERF_", StringComparison.Ordinal));
        Assert.Equal("processed", (await api.Client.FinalStateAsync(player, id, stack)).GetProperty("status").GetString());
        foreach (var process in new[] { api.Process, worker })
            AssertAbsent(hidden, string.Join('\n', process.Lines), "the log of " + process.Name);
    }

    private static async Task<ChildProcess> StartWorkerAsync(HighPerfStack stack, (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string>(stack.ProgramEnvironment(), StringComparer.Ordinal)
        {
            ["HIGHPERF_WORKER_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"),
        };
        foreach (var (name, value) in settings)
            environment[name] = value;
        var worker = await ChildProcess.StartAsync(new ChildProcessOptions { Program = PublishedPrograms.Worker, Environment = environment, OnlyThisEnvironment = true });
        RunLogs.Add(worker, stack);
        return worker;
    }

    /// <summary>Empty where it may not be read, or the process has ended: then nobody sees anything in it.</summary>
    private static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static void AssertAbsent(IEnumerable<string> hidden, string text, string where) =>
        Assert.All(hidden, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), "A secret is in " + where));
}
