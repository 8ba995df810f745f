using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using HighPerf.Media.Native;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Isolation;

/// <summary>
/// The whole main of a child process: one request from standard input, limits, the system call filter, the pipeline, one
/// outcome to standard output. It has no environment, can open no socket and knows no secret. The end of its standard input stops it.
/// </summary>
public static class ShowcaseChild
{
    /// <summary>The first argument that makes a program this child: <c>if (args is [ShowcaseChild.Verb, ..]) return ShowcaseChild.Run(args);</c></summary>
    public const string Verb = "showcase-child";

    internal const int ExitOk = 0;
    internal const int ExitBadRequest = 2;
    internal const int ExitCancelled = 3;
    internal const int ExitOrphaned = 4;
    internal const int ExitUnconfined = 5;

    private const int MaxRequestBytes = 64 * 1024;

    private static readonly Lock Writing = new();

    /// <returns>The process's exit code: 0 when an outcome was written, whichever it is.</returns>
    public static int Run(string[] args)
    {
        using var cancellation = new CancellationTokenSource();
        GroupSignals.Ignore();
        var input = Console.OpenStandardInput();
        if (ReadRequest(input) is not { } request) return ExitBadRequest;
        using var parent = new ParentWatch(input, cancellation.Cancel);
        using var errors = Console.OpenStandardError();
        using var output = Console.OpenStandardOutput();
        try
        {
            Confinement.Begin(request.Limits);
        }
        catch (InvalidOperationException e)
        {
            // Nothing is done with a clip by a process that it could leave.
            Write(output, ChildMessage.Of(new ShowcaseOutcome.Failed(e.Message, Crashed: false)), ChildJson.Default.ChildMessage);
            return ExitUnconfined;
        }

        LibavLog.Install((level, text) => Write(errors, new ChildLogLine(level, text), ChildJson.Default.ChildLogLine));
        try
        {
            Write(output, ChildMessage.Of(Work()), ChildJson.Default.ChildMessage);
            return ExitOk;
        }
        catch (OperationCanceledException)
        {
            return ExitCancelled;
        }

        ShowcaseOutcome Work()
        {
            try
            {
                return ShowcasePipeline.Run(
                    request.Request,
                    () => Write(output, new ChildMessage { Opened = true }, ChildJson.Default.ChildMessage),
                    percent => Write(output, new ChildMessage { Percent = percent }, ChildJson.Default.ChildMessage),
                    cancellation.Token);
            }
            catch (OutOfMemoryException)
            {
                return new ShowcaseOutcome.Failed("no memory left within the child's limit", Crashed: false);
            }
        }
    }

    private static ChildRequest? ReadRequest(Stream input)
    {
        var line = new byte[MaxRequestBytes];
        for (var length = 0; length < line.Length; length++)
        {
            var next = input.ReadByte();
            if (next < 0) return null;
            if (next == '\n') return JsonSerializer.Deserialize(line.AsSpan(0, length), ChildJson.Default.ChildRequest);
            line[length] = (byte)next;
        }
        return null;
    }

    private static void Write<T>(Stream stream, T message, JsonTypeInfo<T> type)
    {
        byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(message, type), (byte)'\n'];
        try
        {
            lock (Writing) stream.Write(line);
        }
        catch (IOException)
        {
            // The parent is gone; its end of standard input is, too, and that is what cancels the work.
        }
    }
}
