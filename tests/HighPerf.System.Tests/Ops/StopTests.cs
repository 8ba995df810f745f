using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

public sealed class StopTests
{
    [Fact]
    public async Task Api_and_worker_end_with_0_when_they_are_told_to()
    {
        await using var stack = await HighPerfStack.StartAsync();

        Assert.Equal(0, await stack.Api.TerminateAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(0, await stack.Worker.TerminateAsync(TimeSpan.FromSeconds(30)));
        Assert.Empty(ProcessTree.ChildrenOf(stack.Worker.Id));
    }
}
