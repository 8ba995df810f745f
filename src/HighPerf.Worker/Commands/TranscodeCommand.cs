using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HighPerf.Hosting;
using HighPerf.Media.Isolation;
using HighPerf.Media.Showcase;
using Microsoft.Extensions.Logging.Abstractions;

namespace HighPerf.Worker.Commands;

/// <summary><c>highperf-worker transcode IN OUT</c>: one clip, by the very pipeline and in the very child process a job gets.</summary>
internal static class TranscodeCommand
{
    public const string Name = "transcode";

    private const long MemoryBytes = 1L << 30;

    public static Command Create()
    {
        var source = new Argument<FileInfo>("IN") { Description = "The clip: an MP4 or MOV file." };
        var target = new Argument<FileInfo>("OUT") { Description = "The showcase clip, an MP4; must not exist." };
        var thumbnail = new Option<FileInfo?>("--thumbnail") { Description = "Keep the thumbnail, a JPEG, under this name." };
        var logo = new Option<FileInfo?>("--logo") { Description = "A PNG instead of the built-in watermark." };
        var opening = new Option<FileInfo?>("--opening") { Description = "A PNG or MP4 instead of the built-in opening bumper." };
        var closing = new Option<FileInfo?>("--closing") { Description = "A PNG or MP4 instead of the built-in closing bumper." };
        var cache = new Option<DirectoryInfo?>("--cache") { Description = "Where encoded bumpers are kept, for this run and the next; highperf/bumpers in the user's cache unless given." };
        var threads = new Option<int>("--threads") { Description = "Threads that decode, and as many that encode.", DefaultValueFactory = _ => 1 };
        var any = new Option<bool>("--any") { Description = "Accept every length and size, not only the competition's (20 to 60 s, 1080 lines)." };
        var json = new Option<bool>("--json") { Description = "Print the result as JSON." };
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress and no result, only errors." };
        var command = new Command(Name, "Make a showcase clip of one file, as a job does, and say what it took. Exit code 65: the clip is refused.\n\n"
            + "  highperf-worker transcode phone.mp4 showcase.mp4 --thumbnail showcase.jpg")
        {
            source, target, thumbnail, logo, opening, closing, cache, threads, any, json, quiet,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var video = parsed.GetRequiredValue(target).FullName;
            var image = parsed.GetValue(thumbnail)?.FullName;
            foreach (var taken in new[] { video, image })
                if (taken is not null && File.Exists(taken)) return await EngineerProgram.FailAsync($"{taken} exists", ExitCode.Usage);
            var kept = parsed.GetValue(cache)?.FullName ?? KeptBumpers();
            var clip = parsed.GetRequiredValue(source); // the child follows no link; an engineer may have one
            var read = clip.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? clip.FullName;
            // After all that can fail, and removed below.
            var bumpers = kept ?? Directory.CreateTempSubdirectory("highperf-").FullName;
            var request = new ShowcaseRequest(
                read, video, image ?? Unwanted(video),
                bumpers,
                parsed.GetValue(any) ? SourceRules.Any : SourceRules.Standard,
                new ShowcaseArtwork(parsed.GetValue(logo)?.FullName, parsed.GetValue(opening)?.FullName, parsed.GetValue(closing)?.FullName))
            {
                Threads = Math.Max(1, parsed.GetValue(threads)),
            };
            var silent = parsed.GetValue(quiet);
            var started = Stopwatch.GetTimestamp();
            var progress = new ProgressLine();
            ShowcaseOutcome outcome;
            try
            {
                outcome = await new ShowcaseRunner(new ChildOptions(Environment.ProcessPath!) { MaxDataBytes = MemoryBytes }, NullLogger<ShowcaseRunner>.Instance)
                    .RunAsync(request, silent ? new Progress<int>() : progress, cancellation);
            }
            finally
            {
                progress.Clear();
                if (kept is null) Directory.Delete(bumpers, recursive: true);
            }
            if (image is null) File.Delete(request.ThumbnailPath);
            return outcome switch
            {
                ShowcaseOutcome.Done(var result) => await SayAsync(result, Stopwatch.GetElapsedTime(started), silent, parsed.GetValue(json)),
                ShowcaseOutcome.Refused(var code, var detail) => await EngineerProgram.FailAsync($"refused: {code}: {detail}", ExitCode.Data),
                ShowcaseOutcome.Failed(var reason, _) => await EngineerProgram.FailAsync(reason, ExitCode.Failure),
                _ => throw new UnreachableException(),
            };
        });
        return command;
    }

    // XDG Base Directory Specification, which says to ignore a relative path. Without a home there is nowhere to keep them: a fixed name among
    // temporary files is one that anyone could make first.
    private static string? KeptBumpers()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { } given && Path.IsPathRooted(given) ? given
            : Environment.GetEnvironmentVariable("HOME") is { } home && Path.IsPathRooted(home) ? Path.Combine(home, ".cache")
            : null;
        return cache is null ? null : Path.Combine(cache, "highperf", "bumpers");
    }

    // A name that nobody has: the pipeline always makes a thumbnail, and this one is deleted.
    private static string Unwanted(string video) => Path.Combine(Path.GetDirectoryName(video)!, $".{Path.GetFileName(video)}.{Guid.CreateVersion7():N}.jpg");

    private static async Task<int> SayAsync(ShowcaseResult result, TimeSpan took, bool silent, bool json)
    {
        if (result.DamagedPictures > 0)
            await Console.Error.WriteLineAsync($"highperf-worker: note: damaged: {result.DamagedPictures} pictures were patched or passed over");
        if (json) Console.WriteLine(JsonSerializer.Serialize(result, CommandJson.Default.ShowcaseResult));
        else if (!silent)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{result.SourceWidth}×{result.SourceHeight}, {result.SourceFps:0.##} fps, {result.SourceDurationMs / 1000.0:0.0} s → {result.DurationMs / 1000.0:0.0} s, {result.SizeBytes / 1e6:0.00} MB, in {took.TotalSeconds:0.0} s"));
        return ExitCode.Success;
    }
}
