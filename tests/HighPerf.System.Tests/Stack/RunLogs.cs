using System.Collections.Concurrent;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Stack;

/// <summary>Every API and worker that this test run started, with the secrets it was given.</summary>
internal static class RunLogs
{
    private static readonly ConcurrentQueue<(ChildProcess Process, HighPerfStack Stack)> Started = new();

    public static IReadOnlyCollection<(ChildProcess Process, HighPerfStack Stack)> All => Started;

    public static void Add(ChildProcess process, HighPerfStack stack) => Started.Enqueue((process, stack));
}
