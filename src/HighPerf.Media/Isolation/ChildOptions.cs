namespace HighPerf.Media.Isolation;

/// <summary>How a child process is started and what it may use.</summary>
/// <param name="ExecutablePath">The program that has <see cref="ShowcaseChild.Run"/> as its first act: as a rule this one.</param>
/// <param name="Deadline">How long a job may take before the child is stopped.</param>
/// <param name="Grace">How long a child may take to stop by itself when asked, before it is killed.</param>
/// <param name="MaxDataBytes">Writable memory (RLIMIT_DATA) of the child.</param>
public sealed record ChildOptions(string ExecutablePath, TimeSpan Deadline, TimeSpan Grace, long MaxDataBytes)
{
    /// <summary>With ten minutes, five seconds of grace and 768 MiB.</summary>
    public ChildOptions(string executablePath)
        : this(executablePath, TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(5), 768L << 20)
    {
    }

    /// <summary>Processor time (RLIMIT_CPU), against an endless loop that nobody is there to end. As long as the deadline.</summary>
    public TimeSpan MaxCpuTime { get; init; } = Deadline;

    /// <summary>Largest file the child may write (RLIMIT_FSIZE): 256 MiB.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Open files (RLIMIT_NOFILE): 256.</summary>
    public int MaxOpenFiles { get; init; } = 256;

    /// <summary>Arguments before the verb; none when the executable is the program itself.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
}
