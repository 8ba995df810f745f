using System.Diagnostics;
using System.Text.Json;
using HighPerf.Media.Showcase;
using Microsoft.Extensions.Logging;

namespace HighPerf.Media.Isolation;

/// <summary>
/// Runs each job in a child process of its own. A clip that crashes libav, loops for ever or eats memory ends the child;
/// this process reports it and lives.
/// </summary>
public sealed partial class ShowcaseRunner(ChildOptions options, ILogger<ShowcaseRunner> logger)
{
    /// <param name="request">The job.</param>
    /// <param name="percent">Told 0–99 as the clip advances, from a thread of the pool.</param>
    /// <param name="cancellationToken">Stops the child (the end of its input, after the grace KILL), waits for it, then throws.</param>
    /// <exception cref="OperationCanceledException">Cancelled; what the child had made is removed.</exception>
    public async Task<ShowcaseOutcome> RunAsync(
        ShowcaseRequest request, IProgress<int> percent, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var span = ClipTrace.Start();
        using var process = Start();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stop.CancelAfter(options.Deadline);

        ShowcaseOutcome? outcome = null;
        var output = BoundedLines.ReadAsync(process.StandardOutput.BaseStream, line => outcome = OnMessage(line, span, percent) ?? outcome);
        var errors = BoundedLines.ReadAsync(process.StandardError.BaseStream, OnLog);
        await SendAsync(process, request);

        var stopped = false;
        try
        {
            await process.WaitForExitAsync(stop.Token);
        }
        catch (OperationCanceledException)
        {
            stopped = true;
            await StopAsync(process);
        }
        await Task.WhenAll(output, errors);

        if (outcome is not ShowcaseOutcome.Done) RemoveParts(request);
        if (cancellationToken.IsCancellationRequested)
        {
            if (outcome is ShowcaseOutcome.Done) RemoveResults(request); // it won the race, but nobody wants it any more
            ClipTrace.Cancelled(span);
            throw new OperationCanceledException(cancellationToken);
        }
        var judged = Judge(outcome, process.ExitCode, stopped, request);
        ClipTrace.Ended(span, judged);
        return judged;
    }

    private Process Start()
    {
        ProcessPrivacy.Begin(); // a child that its clip has taken over is of the same user
        var start = new ProcessStartInfo(options.ExecutablePath, [.. options.Arguments, ShowcaseChild.Verb])
        {
            RedirectStandardInput = true, // held open: its end is how the child learns that this process died
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment.Clear(); // it holds secrets, and the child needs none of it
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // no debugger's socket in a process that reads hostile bytes
        // Little is allocated for the collector: left to itself it would wait for as much as the processor's cache holds.
        start.Environment["DOTNET_GCgen0size"] = "200000"; // hexadecimal: 2 MiB
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["MALLOC_ARENA_MAX"] = "1"; // one heap for both threads: each of its own would keep what the other could use
        return Process.Start(start) ?? throw new InvalidOperationException("The child process did not start.");
    }

    private async Task SendAsync(Process process, ShowcaseRequest request)
    {
        var limits = new ChildLimits(
            options.MaxDataBytes, (int)Math.Ceiling(options.MaxCpuTime.TotalSeconds), options.MaxFileBytes, options.MaxOpenFiles);
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(new ChildRequest(request, limits), ChildJson.Default.ChildRequest), (byte)'\n'];
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(line, CancellationToken.None);
            await process.StandardInput.BaseStream.FlushAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // It is dead already; how it died is told below.
        }
    }

    private async Task StopAsync(Process process)
    {
        process.StandardInput.Close(); // as if this process were gone: signals are for whoever wants both stopped, and it leaves them to us
        try
        {
            await process.WaitForExitAsync(CancellationToken.None).WaitAsync(options.Grace);
        }
        catch (TimeoutException)
        {
            LogKilled(process.Id);
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private ShowcaseOutcome Judge(ShowcaseOutcome? outcome, int exitCode, bool stopped, ShowcaseRequest request)
    {
        if (outcome is ShowcaseOutcome.Done done)
            return File.Exists(request.VideoPath) && File.Exists(request.ThumbnailPath)
                ? done
                : new ShowcaseOutcome.Failed("the child reported a clip that is not there", Crashed: true);
        if (outcome is not null) return outcome;
        if (stopped) return new ShowcaseOutcome.Failed($"the deadline of {options.Deadline.TotalSeconds:0} s passed", Crashed: false);
        var failed = ChildEnd.Describe(exitCode);
        LogCrash(failed.Reason);
        return failed;
    }

    private ShowcaseOutcome? OnMessage(ReadOnlySpan<byte> line, Activity? span, IProgress<int> percent)
    {
        try
        {
            var message = JsonSerializer.Deserialize(line, ChildJson.Default.ChildMessage);
            if (message?.Opened is true) ClipTrace.Opened(span);
            if (message?.Percent is { } value) percent.Report(Math.Clamp(value, 0, 100));
            return message?.Outcome();
        }
        catch (JsonException)
        {
            LogGarbled(line.Length);
            return null;
        }
    }

    private void OnLog(ReadOnlySpan<byte> line)
    {
        try
        {
            if (JsonSerializer.Deserialize(line, ChildJson.Default.ChildLogLine) is { } entry) LogLibav(entry.Text);
        }
        catch (JsonException)
        {
            // Not libav's: the runtime's last words, such as an unhandled exception.
            LogRuntime(System.Text.Encoding.UTF8.GetString(line));
        }
    }

    private static void RemoveParts(ShowcaseRequest request)
    {
        File.Delete(request.VideoPath + OutputFile.PartSuffix);
        File.Delete(request.ThumbnailPath + OutputFile.PartSuffix);
    }

    private static void RemoveResults(ShowcaseRequest request)
    {
        File.Delete(request.VideoPath);
        File.Delete(request.ThumbnailPath);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Debug, Message = "libav: {Text}")]
    private partial void LogLibav(string text);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "Showcase child said: {Text}")]
    private partial void LogRuntime(string text);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Warning, Message = "Showcase child {ProcessId} did not stop within its grace and is killed")]
    private partial void LogKilled(int processId);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "Showcase child failed: {Reason}")]
    private partial void LogCrash(string reason);

    [LoggerMessage(EventId = 3005, Level = LogLevel.Warning, Message = "A line of {Bytes} bytes from the showcase child is not a message")]
    private partial void LogGarbled(int bytes);
}
