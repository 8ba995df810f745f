using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Tests.Processing;

public sealed class RetryPolicyTests
{
    private readonly JobQueueOptions _options = new() { RetryBase = TimeSpan.FromSeconds(2), RetryCap = TimeSpan.FromSeconds(60), MaxFailures = 20 };
    private readonly Exception _failure = new InvalidOperationException();

    [Fact]
    public void The_delay_is_anywhere_up_to_a_ceiling_that_doubles_and_is_capped()
    {
        var policy = new RetryPolicy(_options, new Random(7));
        foreach (var (failures, ceiling) in new[] { (0, 2.0), (3, 16.0), (10, 60.0) })
        {
            var delays = Enumerable.Range(0, 500).Select(_ => policy.DelayAfter(Job(failures), _failure)!.Value.TotalSeconds).ToList();
            Assert.All(delays, delay => Assert.InRange(delay, 0.0005, ceiling));
            Assert.InRange(delays.Average(), ceiling * 0.4, ceiling * 0.6);
        }
    }

    [Fact]
    public void The_last_failure_and_a_permanent_one_are_not_retried()
    {
        var policy = new RetryPolicy(_options, new Random(7));
        Assert.Null(policy.DelayAfter(Job(19), _failure));
        Assert.Null(policy.DelayAfter(Job(0), new PermanentJobException()));
        Assert.Null(policy.DelayAfter(Job(19), new RetryAfterException(TimeSpan.FromMinutes(7), "busy")));
    }

    [Fact]
    public void A_failure_that_says_when_is_retried_then_whatever_base_and_cap()
    {
        var policy = new RetryPolicy(_options, new Random(7));
        foreach (var delay in new[] { TimeSpan.Zero, TimeSpan.FromMinutes(7) })
        {
            Assert.Equal(delay, policy.DelayAfter(Job(0), new RetryAfterException(delay, "busy")));
            Assert.Equal(delay, policy.DelayAfter(Job(10), new RetryAfterException(delay, "busy")));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryAfterException(TimeSpan.FromSeconds(-1), "busy"));
    }

    private static ClaimedJob Job(int failures) => new(Guid.CreateVersion7(), "test", "{}", JobPriority.Normal, failures + 1, failures, 0, "me");
}
