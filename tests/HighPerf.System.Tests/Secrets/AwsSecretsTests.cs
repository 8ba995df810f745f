using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Secrets;

/// <summary>Secrets of AWS Secrets Manager, with a stand-in for AWS.</summary>
[Collection(StackCollection.Name)]
public sealed partial class AwsSecretsTests(StackFixture fixture) : IAsyncLifetime
{
    private const string Secret = "highperf/web";
    private const int ConfigurationError = 78; // EX_CONFIG of sysexits.h
    private const int Unavailable = 69; // EX_UNAVAILABLE

    private static readonly string Key = "key-of-a-test-in-the-cloud-" + Guid.CreateVersion7().ToString("N");

    private readonly ParameterStore store = ParameterStore.Start();

    public Task InitializeAsync()
    {
        store.Put(Secret, ("DATABASE_URL", fixture.Stack.Postgres.ConnectionUrl("highperf")), ("jwt-secret", Key));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await store.DisposeAsync();
        Assert.Empty(store.Faults);
    }

    [Fact]
    public async Task The_api_takes_its_secrets_from_there_and_goes_on_with_them_while_it_is_away()
    {
        await using var api = await SecondApi.StartAsync(
            fixture.Stack, [.. store.Settings(Secret), ("DATABASE_URL", ""), ("JWT_SECRET", ""), ("HIGHPERF_SECRETS_REFRESH", "1s")]);
        var player = await api.Client.NewPlayerAsync();
        (await fixture.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.Unauthorized); // the other API has another key

        store.IsAway = true;
        await api.Process.WaitForLineAsync(line => line.Contains("Secrets could not be read again", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
        var asked = store.Asked;
        await Poll.UntilAsync("it has tried again and again", TimeSpan.FromMinutes(1), () => Task.FromResult(store.Asked > asked + 10));
        (await api.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK);
        Assert.True(await AgeAsync(api) > 2);
        store.IsAway = false;
        await api.Process.WaitForLineAsync(line => line.Contains("Secrets are read again", StringComparison.Ordinal), TimeSpan.FromMinutes(1));

        Assert.Single(api.Process.Lines, line => line.Contains("Secrets could not be read again", StringComparison.Ordinal));
        Assert.DoesNotContain(api.Process.Lines, line => line.Contains(Key, StringComparison.Ordinal) || line.Contains("no-real-key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cloud_that_is_away_at_the_start_may_be_back_later_and_a_secret_that_is_not_there_is_a_mistake()
    {
        store.IsAway = true;
        var away = await RunAsync(PublishedPrograms.Api, store.Settings(Secret));
        Assert.Equal(Unavailable, away.ExitCode);
        store.IsAway = false;
        var missing = await RunAsync(PublishedPrograms.Api, store.Settings("no/such/secret"));
        Assert.Equal(ConfigurationError, missing.ExitCode);

        foreach (var result in new[] { away, missing })
            Assert.Contains("AWS Secrets Manager", Assert.Single((result.Output + "\n" + result.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains("ParameterNotFound", missing.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_has_its_secrets_from_files_that_hpctl_fetches()
    {
        using var files = new SecretFiles();
        var (settings, directory) = (store.Settings(Secret), Path.Combine(files.FullPath, "worker"));
        var refused = await RunAsync(PublishedPrograms.Worker, settings);
        Assert.Equal(ConfigurationError, refused.ExitCode);
        Assert.Contains("HIGHPERF_SECRETS_DIR", refused.Errors, StringComparison.Ordinal);

        var fetch = await RunAsync(PublishedPrograms.Ctl, settings, "secrets", "fetch", directory, "database-url");
        Assert.Equal($"{directory}/database-url is new", fetch.EnsureSuccess("hpctl").Output.Trim());
        Assert.Empty((await RunAsync(PublishedPrograms.Ctl, settings, "secrets", "fetch", directory, "database-url")).EnsureSuccess("hpctl").Output.Trim());
        Assert.Equal(fixture.Stack.Postgres.ConnectionUrl("highperf"), await File.ReadAllTextAsync(Path.Combine(directory, "database-url")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(directory, "database-url")));
        Assert.Equal(ConfigurationError, (await RunAsync(PublishedPrograms.Ctl, settings, "secrets", "fetch", directory, "redis-url")).ExitCode);

        // hpctl itself reads them from the cloud, and the worker from the files.
        (await RunAsync(PublishedPrograms.Ctl, [.. settings, ("DATABASE_URL", "")], "queue", "ls")).EnsureSuccess("hpctl");
        await using var worker = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = PublishedPrograms.Worker,
            Environment = Environment([.. settings, ("DATABASE_URL", ""), ("HIGHPERF_SECRETS_DIR", directory)]),
            OnlyThisEnvironment = true,
        });
        RunLogs.Add(worker, fixture.Stack);
        await worker.WaitForLineAsync(line => line.Contains("Application started", StringComparison.Ordinal), TimeSpan.FromMinutes(1));
    }

    private static async Task<double> AgeAsync(SecondApi api)
    {
        // unchecked: metrics are no part of the contract
        using var http = new HttpClient();
        return double.Parse(Age().Match(await http.GetStringAsync(new Uri(api.Url + "/metrics"))).Groups["seconds"].Value, CultureInfo.InvariantCulture);
    }

    private Task<ChildProcessResult> RunAsync(string program, IEnumerable<(string Name, string Value)> settings, params string[] arguments) => ChildProcess.RunAsync(
        new ChildProcessOptions { Program = program, Arguments = arguments, Environment = Environment(settings), OnlyThisEnvironment = true }, TimeSpan.FromSeconds(60));

    private Dictionary<string, string> Environment(IEnumerable<(string Name, string Value)> settings)
    {
        var environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal)
        {
            ["HIGHPERF_API_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"),
            ["HIGHPERF_WORKER_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}"),
        };
        foreach (var (name, value) in settings)
            environment[name] = value;
        return environment;
    }

    [GeneratedRegex(@"^highperf_secrets_age_seconds\S* (?<seconds>[0-9.]+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Age();
}
