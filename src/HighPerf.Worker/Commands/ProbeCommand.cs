using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HighPerf.Hosting;
using HighPerf.Media.Showcase;

namespace HighPerf.Worker.Commands;

/// <summary><c>highperf-worker probe IN</c>: what a clip is, as the pipeline sees it, and whether it would be accepted.</summary>
internal static class ProbeCommand
{
    public const string Name = "probe";

    public static Command Create()
    {
        var source = new Argument<FileInfo>("IN") { Description = "The clip: an MP4 or MOV file." };
        var json = new Option<bool>("--json") { Description = "Print it as JSON." };
        var command = new Command(Name, "Say what a clip is and whether the competition's rules accept it. Exit code 65: they do not.\n\n"
            + "  highperf-worker probe phone.mp4")
        {
            source, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var report = SourceReport.Read(parsed.GetRequiredValue(source).FullName, SourceRules.Standard, cancellation);
            Console.Write(parsed.GetValue(json) ? JsonSerializer.Serialize(report, CommandJson.Default.SourceReport) + "\n" : Lines(report));
            return Task.FromResult(report.Refusal is null ? ExitCode.Success : ExitCode.Data);
        });
        return command;
    }

    private static string Lines(SourceReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        picture     {report.Width}×{report.Height} as shown{(report.Upright.Length > 0 ? $", put upright by {report.Upright}" : "")}{(report.Interlaced ? ", interlaced" : "")}
        video       {report.Codec}, {report.PixelFormat}, {report.Fps:0.###} fps
        colours     {report.Matrix}, {report.Range} range, {report.Transfer}
        duration    {report.Seconds:0.000} s
        verdict     {(report.Refusal is null ? "accepted" : $"refused: {report.Refusal}: {report.Detail}")}

        """);
}
