using HighPerf.Media.Isolation;

namespace HighPerf.Media.Tests.Isolation;

public sealed class JobSlotsTests
{
    [Theory]
    [InlineData(2, 1740, 2)] // the contest's machines: 2 processors, 2 GiB of which the system keeps some
    [InlineData(2, 2048, 2)]
    [InlineData(4, 2048, 4)]
    [InlineData(8, 2048, 4)]
    [InlineData(2, 512, 1)]
    [InlineData(1, 64_000, 1)]
    [InlineData(16, 64_000, 16)]
    public void One_per_processor_as_far_as_memory_goes(int processors, long mebibytes, int slots) =>
        Assert.Equal(slots, JobSlots.For(processors, mebibytes << 20));
}
