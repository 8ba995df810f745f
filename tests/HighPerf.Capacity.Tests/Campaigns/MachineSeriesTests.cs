using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity.Tests.Campaigns;

public sealed class MachineSeriesTests
{
    [Fact]
    public void Use_is_what_was_added_between_two_times()
    {
        var series = new MachineSeries([.. Enumerable.Range(0, 21).Select(n => new MachineSample(100 + n * 0.5, n * 0.6, n * 0.1, n * 0.05, 50 + n, n * 0.25, n * 4, 0, 3 + n % 2, n * 0.8))]);
        var use = series.Between(102, 108);
        Assert.Equal(1.2, use.ServerCpus, 6);
        Assert.Equal(0.2, use.Throttled, 6);
        Assert.Equal(0.1, use.DatabaseCpus, 6);
        Assert.Equal(0.5, use.DiskBusy, 6);
        Assert.Equal(1.6, use.MachineCpus, 6);
        Assert.InRange(use.Processes, 3.4, 3.6);
        Assert.Equal(50 + 16, use.MemoryMiB);
    }

    [Fact]
    public void Too_short_a_time_has_no_use() => Assert.Throws<CapacityException>(() => new MachineSeries([new MachineSample(1, 0, 0, 0, 0, 0, 0, 0, 0, 0)]).Between(0, 2));
}
