using System.Globalization;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Supervision;

/// <summary>What the services say to systemd, and when.</summary>
[Collection(StackCollection.Name)]
public sealed class SupervisionTests(StackFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("api", false)]
    [InlineData("worker", true)]
    public async Task A_service_says_that_it_is_ready_that_it_moves_and_that_it_stops(string program, bool isAbstract)
    {
        using var systemd = new Systemd(isAbstract);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{TcpPorts.Free()}");
        await using var service = await StartAsync(program, url, systemd, fixture.Stack.Postgres.ConnectionUrl("highperf"));

        await systemd.SaysAsync("READY=1", Patience);
        using (var http = new HttpClient()) // unchecked: of both services, and no part of the contract
        using (var ready = await http.GetAsync(new Uri(url + "/health/ready")))
            Assert.True(ready.IsSuccessStatusCode, await ready.Content.ReadAsStringAsync());
        for (var i = 0; i < 3; i++)
            await systemd.SaysAsync("WATCHDOG=1", Patience);

        service.Signal(ProcessSignals.Stop); // a process that hangs is not heard
        Assert.True(await systemd.IsSilentAsync(TimeSpan.FromSeconds(3)));
        service.Signal(ProcessSignals.Continue);
        await systemd.SaysAsync("WATCHDOG=1", Patience);

        service.Signal(ProcessSignals.Terminate);
        await systemd.SaysAsync("STOPPING=1", Patience);
        Assert.Equal(0, await service.WaitForExitAsync(Patience));
    }

    [Fact]
    public async Task A_service_without_its_database_is_not_ready_and_says_why()
    {
        using var systemd = new Systemd(isAbstract: false);
        var (url, nobody) = (TcpPorts.Free(), TcpPorts.Free());
        await using var service = await StartAsync(
            "api", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{url}"), systemd, string.Create(CultureInfo.InvariantCulture, $"postgres://u:p@127.0.0.1:{nobody}/d"));

        Assert.Contains("database: the database does not answer", await systemd.SaysAsync("STATUS=not ready", Patience), StringComparison.Ordinal);
        for (var i = 0; i < 3; i++)
            Assert.DoesNotContain("READY=1", await systemd.NextAsync(Patience), StringComparison.Ordinal);
    }

    private async Task<ChildProcess> StartAsync(string program, string url, Systemd systemd, string database)
    {
        var environment = new Dictionary<string, string>(fixture.Stack.ProgramEnvironment(), StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = database,
            ["HIGHPERF_API_LISTEN"] = url,
            ["HIGHPERF_WORKER_LISTEN"] = url,
            ["NOTIFY_SOCKET"] = systemd.Address,
            ["WATCHDOG_USEC"] = "1000000",
        };
        var service = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = program == "api" ? PublishedPrograms.Api : PublishedPrograms.Worker,
            Environment = environment,
            OnlyThisEnvironment = true,
        });
        RunLogs.Add(service, fixture.Stack);
        return service;
    }
}
