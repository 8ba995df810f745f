using HighPerf.Api.Auth;

namespace HighPerf.Api.Tests.Auth;

public sealed class PasswordLaneTests
{
    [Theory]
    [InlineData(10_000, 400, 9_200)] // twice the work's time is kept
    [InlineData(500, 300, 200)] // there is time for once
    [InlineData(300, 300, 300)] // there is not: it may begin all the same
    [InlineData(300, 400, 300)]
    [InlineData(10_000, 0, 10_000)]
    public void Work_may_begin_while_it_can_end_before_its_deadline(int left, int each, int latest) =>
        Assert.Equal(TimeSpan.FromMilliseconds(latest), PasswordLane.LatestBegin(TimeSpan.FromMilliseconds(left), TimeSpan.FromMilliseconds(each)));
}
