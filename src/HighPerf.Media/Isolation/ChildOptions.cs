namespace HighPerf.Media.Isolation;

/// <summary>How a child process is started and what it may use.</summary>
/// <param name="ExecutablePath">The program that has <see cref="ShowcaseChild.Run"/> as its first act: as a rule this one.</param>
/// <param name="Deadline">How long a job may take before the child is stopped.</param>
/// <param name="Grace">How long a child may take to stop by itself when asked, before it is killed.</param>
/// <param name="MaxDataBytes">Writable memory (RLIMIT_DATA). A 4K clip takes about 250 MiB.</param>
/// <param name="MaxCpuTime">Processor time (RLIMIT_CPU), against an endless loop nobody is there to end.</param>
/// <param name="MaxFileBytes">Largest file it may write (RLIMIT_FSIZE).</param>
/// <param name="MaxOpenFiles">Open files (RLIMIT_NOFILE).</param>
/// <param name="Arguments">Arguments before the verb; empty when the executable is the program itself.</param>
public sealed record ChildOptions(
    string ExecutablePath,
    TimeSpan Deadline,
    TimeSpan Grace,
    long MaxDataBytes,
    TimeSpan MaxCpuTime,
    long MaxFileBytes,
    int MaxOpenFiles,
    IReadOnlyList<string> Arguments)
{
    /// <summary>The defaults: ten minutes, five seconds of grace, 768 MiB, eight minutes of processor time, 256 MiB a file.</summary>
    public ChildOptions(string executablePath)
        : this(
            executablePath,
            Deadline: TimeSpan.FromMinutes(10),
            Grace: TimeSpan.FromSeconds(5),
            MaxDataBytes: 768L << 20,
            MaxCpuTime: TimeSpan.FromMinutes(8),
            MaxFileBytes: 256L << 20,
            MaxOpenFiles: 256,
            Arguments: [])
    {
    }
}
