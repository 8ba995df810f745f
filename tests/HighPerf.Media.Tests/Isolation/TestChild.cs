using System.Diagnostics;
using System.Text.Json;
using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using HighPerf.Testing;
using HighPerf.Testing.Servers;
using Microsoft.Extensions.Logging.Abstractions;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>Children that are this test assembly, run by the dotnet that runs the tests.</summary>
internal static class TestChild
{
    public const string MarkVerb = "marked";

    private static readonly string Assembly = typeof(TestChild).Assembly.Location;

    // The runtime that compiles as it goes reserves more than a program compiled ahead of time.
    public static ChildOptions Options { get; } = new ChildOptions(Dotnet()) { Arguments = ["exec", Assembly] };

    /// <summary>
    /// What ships, in a full run: the published worker, which starts in a fraction of the time. This assembly otherwise.
    /// </summary>
    public static ChildOptions Shipped { get; } = FullRun.IsWanted && PublishedWorker.Locate() is { } program ? new ChildOptions(program) : Options;

    /// <summary>A child that acts on another verb than the product's.</summary>
    public static ChildOptions OptionsOf(params string[] verb) => Options with { Arguments = ["exec", Assembly, .. verb] };

    /// <summary>A job as the worker runs it.</summary>
    public static Task<ShowcaseOutcome> RunAsync(ChildOptions options, ShowcaseRequest request, Action<int>? percent = null) =>
        new ShowcaseRunner(options, NullLogger<ShowcaseRunner>.Instance).RunAsync(request, new Telling(percent), CancellationToken.None);

    /// <summary>A child without a runner, on which the test has its own hands.</summary>
    public static Process Start(ChildOptions? options = null)
    {
        options ??= Options;
        var start = new ProcessStartInfo(options.ExecutablePath, [.. options.Arguments, ShowcaseChild.Verb])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment.Clear();
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return Process.Start(start)!;
    }

    public static async Task SendAsync(Process child, ShowcaseRequest request)
    {
        var limits = new ChildLimits(768L << 20, 600, 256L << 20, 256);
        await child.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new ChildRequest(request, limits), ChildJson.Default.ChildRequest));
        await child.StandardInput.FlushAsync();
    }

    /// <summary>Ends with a child's first word of progress: it is in the middle of its clip.</summary>
    public static async Task AtWorkAsync(Process child)
    {
        string? line;
        do
        {
            line = await child.StandardOutput.ReadLineAsync();
        }
        while (line is not null && JsonSerializer.Deserialize(line, ChildJson.Default.ChildMessage)?.Percent is null);
        Assert.NotNull(line);
    }

    /// <summary>A child that <see cref="Kill"/> finds by the mark on its command line: of /proc, that much of it is everybody's.</summary>
    public static ChildOptions Marked(string mark) => Options with { Arguments = ["exec", Assembly, MarkVerb, mark] };

    public static void Kill(string mark)
    {
        var child = ProcessTree.ChildrenOf(Environment.ProcessId).Single(id => ProcessTree.CommandLine(id).Contains(mark, StringComparison.Ordinal));
        ProcessSignals.Send(child, ProcessSignals.Kill);
    }

    /// <summary>Whether a process is a child of the product's kind.</summary>
    public static bool IsShowcaseChild(int id) => ProcessTree.CommandLine(id).EndsWith(ShowcaseChild.Verb, StringComparison.Ordinal);

    private static string Dotnet() => Environment.ProcessPath is { } path && Path.GetFileName(path) == "dotnet"
        ? path
        : throw new InvalidOperationException("These tests are run by dotnet.");

    private sealed class Telling(Action<int>? percent) : IProgress<int>
    {
        public void Report(int value) => percent?.Invoke(value);
    }
}
