using HighPerf.Hosting.Supervision;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HighPerf.Hosting.Tests.Supervision;

public sealed class WatchdogTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(200);

    private readonly NotifierProbe _systemd = new();

    [Fact]
    public async Task A_process_that_moves_says_so_again_and_again_until_it_ends()
    {
        var watchdog = new Watchdog(_systemd, s_limit, NullLogger<Watchdog>.Instance);
        await watchdog.StartAsync(default);
        for (var i = 0; i < 3; i++) Assert.Equal("WATCHDOG=1", await _systemd.NextAsync());
        await watchdog.StopAsync(default); // its stop is watched
        Assert.Equal("WATCHDOG=1", await _systemd.NextAsync());

        watchdog.Dispose();
        while (!await _systemd.IsSilentAsync(2 * s_limit)) await _systemd.NextAsync();
    }

    [Fact]
    public async Task A_process_whose_pool_is_stuck_says_nothing_until_it_moves_again()
    {
        AutoResetEvent? held = null;
        var log = new ListLogger<Watchdog>();
        using var watchdog = new Watchdog(_systemd, s_limit, log) { Pool = moved => held = moved };
        await watchdog.StartAsync(default);

        Assert.True(await _systemd.IsSilentAsync(3 * s_limit));
        Assert.Equal(LogLevel.Error, Assert.Single(log.Lines).Level);
        held!.Set();
        Assert.Equal("WATCHDOG=1", await _systemd.NextAsync());
    }

    [Theory]
    [InlineData("15000000", "", 15)]
    [InlineData("15000000", "7", 15)]
    [InlineData("15000000", "8", null)] // another process's
    [InlineData("0", "", null)]
    [InlineData("18446744073709551615", "", null)] // infinity
    [InlineData("", "", null)]
    public void The_limit_is_what_systemd_says_to_this_process(string microseconds, string process, int? seconds)
    {
        TimeSpan? expected = seconds is { } given ? TimeSpan.FromSeconds(given) : null;
        Assert.Equal(expected, Watchdog.LimitOf(name => name == "WATCHDOG_USEC" ? microseconds : process, process: 7));
    }
}
