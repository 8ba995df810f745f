using HighPerf.Api.Limits;

namespace HighPerf.Api.Tests.Limits;

public sealed class BucketsTests
{
    [Fact]
    public void A_burst_is_let_in_and_then_one_for_each_interval()
    {
        var clock = new Clock();
        var buckets = new Buckets<Guid>(perSecond: 2, burst: 3, clock);
        var player = Guid.CreateVersion7();
        for (var i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, buckets.Take(player));
        Assert.Equal(TimeSpan.FromSeconds(0.5), buckets.Take(player));
        Assert.Equal(TimeSpan.Zero, buckets.Take(Guid.CreateVersion7())); // another's is full

        clock.Now += TimeSpan.FromSeconds(0.5);
        Assert.Equal(TimeSpan.Zero, buckets.Take(player));
        Assert.True(buckets.Take(player) > TimeSpan.Zero);

        clock.Now += TimeSpan.FromMinutes(1); // full again, and no fuller
        for (var i = 0; i < 3; i++) Assert.Equal(TimeSpan.Zero, buckets.Take(player));
        Assert.True(buckets.Take(player) > TimeSpan.Zero);
    }

    [Fact]
    public void Without_a_rate_there_is_no_limit()
    {
        var buckets = new Buckets<int>(perSecond: 0, burst: 0, new Clock());
        for (var i = 0; i < 1_000; i++) Assert.Equal(TimeSpan.Zero, buckets.Take(1));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Now { get; set; } = TimeSpan.FromHours(1);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
