using System.Diagnostics.Metrics;
using HighPerf.Hosting.Secrets;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HighPerf.Hosting.Tests.Secrets;

public sealed class SecretRefreshTests
{
    private static readonly string[] s_names = ["JWT_SECRET"];

    [Fact]
    public async Task An_outage_is_said_once_and_its_end_once_and_never_a_value()
    {
        var layer = new FixedLayer("the vault", ("JWT_SECRET", "hunter2"));
        var layers = new SecretLayers([layer]);
        var store = new SecretStore(layers, s_names, await layers.ReadAsync(s_names, default), TimeProvider.System);
        var log = new ListLogger<SecretRefresh>();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var refresh = new SecretRefresh(store, TimeSpan.FromMilliseconds(20), TimeProvider.System, services.GetRequiredService<IMeterFactory>(), log);

        layer.Fault = new SecretException("the vault: gone") { MayPass = true };
        await refresh.StartAsync(default);
        await ReadsAsync(layer, 4); // a second apart each
        layer.Fault = null;
        await log.WaitAsync(2);
        await refresh.StopAsync(default);

        Assert.Equal([LogLevel.Warning, LogLevel.Information], log.Lines.Select(line => line.Level));
        Assert.Contains("the vault: gone", log.Lines[0].Text, StringComparison.Ordinal);
        Assert.All(log.Lines, line => Assert.DoesNotContain("hunter2", line.Text, StringComparison.Ordinal));
    }

    private static Task ReadsAsync(FixedLayer layer, int count) =>
        Poll.UntilAsync("it has read", TimeSpan.FromSeconds(30), () => Task.FromResult(layer.Readings >= count));
}
