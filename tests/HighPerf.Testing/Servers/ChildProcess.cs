using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HighPerf.Testing.Servers;

/// <summary>
/// A program started by a test. It dies with the test process (by <c>setpriv --pdeathsig</c> where that exists, and at
/// process exit anyway); its output is kept, line by line, and every failure message ends with the tail of it.
/// </summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly Lock gate = new();
    private readonly List<string> output = [];
    private readonly List<string> errors = [];
    private readonly List<string> lines = [];
    private readonly StreamWriter? log;
    private TaskCompletionSource lineArrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process, string name, string? logFile)
    {
        this.process = process;
        Name = name;
        log = logFile is null ? null : new StreamWriter(logFile, append: true) { AutoFlush = true };
    }

    public string Name { get; }

    public int Id { get; private set; }

    public bool HasExited => process.HasExited;

    /// <summary>Standard output so far.</summary>
    public IReadOnlyList<string> Output => Snapshot(output);

    /// <summary>Standard error so far.</summary>
    public IReadOnlyList<string> Errors => Snapshot(errors);

    /// <summary>Both, in order of arrival.</summary>
    public IReadOnlyList<string> Lines => Snapshot(lines);

    public static async Task<ChildProcess> StartAsync(ChildProcessOptions options)
    {
        var child = new ChildProcess(new Process { StartInfo = StartInfo(options) }, Path.GetFileName(options.Program), options.LogFile);
        child.process.OutputDataReceived += (_, e) => child.Received(child.output, e.Data);
        child.process.ErrorDataReceived += (_, e) => child.Received(child.errors, e.Data);
        await Spawner.StartAsync(child.process);
        child.Id = child.process.Id;
        AppDomain.CurrentDomain.ProcessExit += child.OnProcessExit;
        child.process.StandardInput.Close();
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it is killed.</exception>
    public static async Task<ChildProcessResult> RunAsync(ChildProcessOptions options, TimeSpan timeout)
    {
        await using var child = await StartAsync(options);
        var exitCode = await child.WaitForExitAsync(timeout);
        return new ChildProcessResult(exitCode, string.Join('\n', child.Output), string.Join('\n', child.Errors));
    }

    /// <summary>Waits until a line of the output satisfies <paramref name="predicate"/>, and returns it.</summary>
    public async Task<string> WaitForLineAsync(Func<string, bool> predicate, TimeSpan timeout)
    {
        var deadline = Stopwatch.StartNew();
        for (var seen = 0; ;)
        {
            var ended = process.HasExited;
            if (ended)
                await process.WaitForExitAsync(); // until the last line has been read
            Task arrived;
            lock (gate)
            {
                for (; seen < lines.Count; seen++)
                {
                    if (predicate(lines[seen]))
                        return lines[seen];
                }

                arrived = lineArrived.Task;
            }

            var left = timeout - deadline.Elapsed;
            if (left <= TimeSpan.Zero || ended)
                throw new TimeoutException(Describe("did not print the expected line"));
            await Task.WhenAny(arrived, Task.Delay(left < TimeSpan.FromMilliseconds(200) ? left : TimeSpan.FromMilliseconds(200)));
        }
    }

    /// <summary>Waits for the end and for the last of the output, and returns the exit code (128 + n after signal n).</summary>
    public async Task<int> WaitForExitAsync(TimeSpan timeout)
    {
        using var cancellation = new CancellationTokenSource(timeout);
        try
        {
            await process.WaitForExitAsync(cancellation.Token);
        }
        catch (OperationCanceledException exception)
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"did not end within {timeout.TotalSeconds:0.#} s");
            throw new TimeoutException(Describe(what), exception);
        }

        return process.ExitCode;
    }

    public void Signal(int signal)
    {
        if (!process.HasExited)
            ProcessSignals.Send(Id, signal);
    }

    /// <summary>kill -9, and waits for the end.</summary>
    public async Task KillAsync()
    {
        Signal(ProcessSignals.Kill);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and waits for the end; returns the exit code.</summary>
    public Task<int> TerminateAsync(TimeSpan timeout)
    {
        Signal(ProcessSignals.Terminate);
        return WaitForExitAsync(timeout);
    }

    /// <summary>A failure message: what happened, and the last lines of the output.</summary>
    public string Describe(string what)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Name} (pid {Id}) {what}.");
        if (process.HasExited)
            text.Append(CultureInfo.InvariantCulture, $" It has exited with code {process.ExitCode}.");
        text.AppendLine(" The tail of its output:");
        foreach (var line in Lines.TakeLast(40))
            text.Append("  | ").AppendLine(line);
        return text.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await KillAsync();
        process.Dispose();
        lock (gate)
            log?.Dispose();
    }

    private static ProcessStartInfo StartInfo(ChildProcessOptions options)
    {
        // Each becomes what it starts; setsid(1) forks only when it leads a group, and what .NET starts leads none.
        string[] command =
        [
            Programs.Find("env"), "--default-signal=INT", // where the tests run in the background of a script, a shell has it ignored
            .. options.RealTime ? (string[])[Programs.Find("chrt"), "--rr", "1"] : [],
            .. Privileges(options),
            .. options.OwnSession ? (string[])[Programs.Find("setsid")] : [],
            .. options.Cpus is { } cpus ? (string[])[Programs.Find("taskset"), "-c", cpus] : [],
            options.Program,
        ];
        if (options.Group is { } group) command = group.Inside(command); // first: a door is root's
        var start = new ProcessStartInfo
        {
            FileName = command[0],
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = options.WorkingDirectory ?? Path.GetTempPath(),
        };
        if (options.OnlyThisEnvironment)
            start.Environment.Clear();
        foreach (var (name, value) in options.Environment)
            start.Environment[name] = value;

        foreach (var argument in command.Skip(1).Concat(options.Arguments))
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>setpriv(1): which user it is, and that it dies with the test.</summary>
    private static string[] Privileges(ChildProcessOptions options)
    {
        if (Programs.TryFind("setpriv") is not { } setpriv)
            return options.User is null ? [] : throw new InvalidOperationException("Running a program as another user needs setpriv (util-linux).");
        string[] user = options.User is { } name ? ["--reuid=" + name, "--regid=" + name, "--init-groups"] : [];
        return [setpriv, "--pdeathsig", options.DeathSignal, .. user, "--"];
    }

    private void Received(List<string> stream, string? line)
    {
        if (line is null)
            return;
        TaskCompletionSource arrived;
        lock (gate)
        {
            stream.Add(line);
            lines.Add(line);
            if (log is { BaseStream: not null })
                log.WriteLine(line);
            arrived = lineArrived;
            lineArrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        arrived.SetResult();
    }

    private List<string> Snapshot(List<string> list)
    {
        lock (gate)
            return [.. list];
    }

    private void OnProcessExit(object? sender, EventArgs e) => ProcessSignals.Send(Id, ProcessSignals.Kill);
}
