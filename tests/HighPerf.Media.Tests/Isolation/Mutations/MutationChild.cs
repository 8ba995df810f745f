using HighPerf.Media.Isolation;

namespace HighPerf.Media.Tests.Isolation.Mutations;

/// <summary>What runs the mutated clips.</summary>
internal static class MutationChild
{
    public static ChildOptions Options { get; } = TestChild.Shipped with
    {
        Deadline = TimeSpan.FromSeconds(20),
        MaxCpuTime = TimeSpan.FromSeconds(20),
        Grace = TimeSpan.FromSeconds(3),
    };
}
