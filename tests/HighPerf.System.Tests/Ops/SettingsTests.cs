using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

[Collection(StackCollection.Name)]
public sealed class SettingsTests(StackFixture fixture)
{
    private const int ConfigurationError = 78; // EX_CONFIG of sysexits.h

    [Theory]
    [InlineData("api", "DATABASE_URL", null)]
    [InlineData("api", "JWT_SECRET", null)]
    [InlineData("api", "JWT_SECRET", "demasiado-corto")]
    [InlineData("api", "HIGHPERF_API_LISTEN", "no es una dirección")]
    [InlineData("worker", "DATABASE_URL", null)]
    [InlineData("worker", "HIGHPERF_JOB_LEASE", "quince")]
    [InlineData("worker", "HIGHPERF_JOB_LEASE", "500ms")]
    [InlineData("worker", "HIGHPERF_WORKER_SLOTS", "-1")]
    [InlineData("worker", "HIGHPERF_LOGO_FILE", "no-hay-tal-archivo.png")]
    [InlineData("worker", "HIGHPERF_LOGO_FILE", "/etc/passwd")]
    [InlineData("worker", "HIGHPERF_TRANSCODE_MEMORY", "1")]
    [InlineData("api", "DATABASE_URL", "postgres://u:p@127.0.0.1/d?pool=muchos")]
    [InlineData("api", "REDIS_URL", "redis://127.0.0.1:6379/cero")]
    [InlineData("api", "HIGHPERF_STANDINGS_PERIOD", "501ms")]
    [InlineData("api", "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318")]
    [InlineData("worker", "HIGHPERF_TRACE_RATIO", "2")]
    [InlineData("ctl", "DATABASE_URL", null)]
    [InlineData("ctl", "DATABASE_URL", "esto no es una url")]
    public async Task A_missing_or_invalid_setting_stops_the_program_with_one_line_that_names_it(string program, string name, string? value)
    {
        var environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal);
        if (value is null)
            environment.Remove(name);
        else
            environment[name] = value;

        var result = await RunAsync(program, environment);

        Assert.True(result.ExitCode == ConfigurationError, $"Exit code {result.ExitCode}\n{result.Output}\n{result.Errors}");
        var line = Assert.Single((result.Output + "\n" + result.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(name, line, StringComparison.Ordinal);
        if (name == "JWT_SECRET" && value is not null)
            Assert.DoesNotContain(value, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api")]
    [InlineData("worker")]
    public async Task A_directory_that_cannot_be_written_is_a_clear_error(string program)
    {
        using var directory = TestDirectory.Create("readonly");
        var file = Path.Combine(directory.FullPath, "a-file");
        await File.WriteAllTextAsync(file, "not a directory");
        var uploads = Path.Combine(file, "uploads");
        var environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal) { ["UPLOADS_DIR"] = uploads };

        var result = await RunAsync(program, environment);

        Assert.NotEqual(0, result.ExitCode);
        var line = Assert.Single((result.Output + "\n" + result.Errors).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(uploads, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_committed_page_of_settings_is_what_the_programs_print()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "ops", "settings.md"));
        foreach (var program in new[] { PublishedPrograms.Api, PublishedPrograms.Worker })
        {
            var result = await ChildProcess.RunAsync(
                new ChildProcessOptions { Program = program, Arguments = ["--settings"] }, TimeSpan.FromSeconds(20));
            Assert.Equal(0, result.ExitCode);
            Assert.Contains(result.Output.Trim(), page, StringComparison.Ordinal);
        }
    }

    private static Task<ChildProcessResult> RunAsync(string program, Dictionary<string, string> environment)
    {
        // A port of its own: when the setting is taken after all, the program must not fail for the port in use.
        if (!environment.TryGetValue("HIGHPERF_API_LISTEN", out var listen) || listen.StartsWith("http", StringComparison.Ordinal))
            environment["HIGHPERF_API_LISTEN"] = FormattableString.Invariant($"http://127.0.0.1:{TcpPorts.Free()}");
        environment["HIGHPERF_WORKER_LISTEN"] = FormattableString.Invariant($"http://127.0.0.1:{TcpPorts.Free()}");
        return ChildProcess.RunAsync(
            new ChildProcessOptions
            {
                Program = program switch
                {
                    "api" => PublishedPrograms.Api,
                    "worker" => PublishedPrograms.Worker,
                    _ => PublishedPrograms.Ctl,
                },
                Arguments = program == "ctl" ? ["queue", "ls"] : [],
                Environment = environment,
                OnlyThisEnvironment = true,
            },
            TimeSpan.FromSeconds(20));
    }
}
