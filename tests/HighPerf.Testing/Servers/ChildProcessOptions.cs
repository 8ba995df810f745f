namespace HighPerf.Testing.Servers;

/// <summary>How a program of a test is started.</summary>
public sealed record ChildProcessOptions
{
    /// <summary>The program's full path.</summary>
    public required string Program { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Variables that are added to the environment, or all of it with <see cref="OnlyThisEnvironment"/>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The child sees nothing of the test's own environment.</summary>
    public bool OnlyThisEnvironment { get; init; }

    public string? WorkingDirectory { get; init; }

    /// <summary>Begins a session of its own, by whose number, its process id, all that it starts is found (<see cref="ProcessTree.InSession"/>).</summary>
    public bool OwnSession { get; init; }

    /// <summary>The processors it may use, as in taskset(1): <c>0</c>, <c>0,2-3</c>; null: all.</summary>
    public string? Cpus { get; init; }

    /// <summary>A control group to run in, with all that it starts; null: the test's own.</summary>
    public Groups.LimitedGroup? Group { get; init; }

    /// <summary>It goes before everything else whenever it has something to do (SCHED_RR, chrt(1)); needs root.</summary>
    public bool RealTime { get; init; }

    /// <summary>A user to run as; needs root.</summary>
    public string? User { get; init; }

    /// <summary>A file that every line of the output is appended to; programs started again on it continue it.</summary>
    public string? LogFile { get; init; }

    /// <summary>The signal that the kernel sends to the child when the test process dies, by its short name.</summary>
    public string DeathSignal { get; init; } = "KILL";
}
