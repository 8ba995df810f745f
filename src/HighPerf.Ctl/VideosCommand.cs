using System.CommandLine;
using System.Globalization;
using HighPerf.Core.Videos;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl videos</c>; itself <c>show ID</c>: everything the database knows of a video.</summary>
internal static class VideosCommand
{
    public static Command Create() => new("videos", "Look at videos, and at whether their files are there.") { Show(), VideosVerify.Create() };

    private static Command Show()
    {
        var id = new Argument<Guid>("ID") { Description = "The video's id." };
        var show = new Command("show", "Show everything about one video.") { id, CommonOptions.Json };
        show.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var video = await new VideoRecords(services.GetRequiredService<NpgsqlDataSource>()).FindAsync(parsed.GetValue(id), cancellationToken);
            if (video is null)
            {
                await Console.Error.WriteLineAsync($"hpctl: there is no video {parsed.GetValue(id)}");
                return ExitCode.Failure;
            }

            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(video, ControlJson.Default.VideoRecord);
            else TableOutput.Write("", ["field", "value"], Rows(video));
            return ExitCode.Success;
        });
        return show;
    }

    private static IEnumerable<string[]> Rows(VideoRecord video) =>
    [
        ["id", video.Id.ToString()],
        ["player", video.PlayerId.ToString()],
        ["title", video.Title],
        ["status", video.Status],
        ["failure", video.FailureCode is null ? "–" : $"{video.FailureCode}: {video.FailureReason}"],
        ["original", $"{video.OriginalKey} ({video.SizeBytes.ToString("N0", CultureInfo.InvariantCulture)} bytes)"],
        ["sha256", video.Sha256],
        ["source", video.Width is null ? "–" : string.Create(CultureInfo.InvariantCulture, $"{video.Width}×{video.Height}, {video.DurationMs} ms, {video.Fps:F2} fps")],
        ["clip", video.ProcessedKey ?? "–"],
        ["thumbnail", video.ThumbnailKey ?? "–"],
        ["progress", video.Progress is null ? "–" : $"{video.Progress} %"],
        ["uploaded", Readable.Time(video.UploadedAt)],
        ["processed", Readable.Time(video.ProcessedAt)],
        ["open for voting", Readable.Time(video.PublishedAt)],
        ["votes", video.Votes.ToString(CultureInfo.InvariantCulture)],
    ];
}
