using System.CommandLine;
using System.Globalization;
using HighPerf.Core.Storage;
using HighPerf.Core.Videos;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl videos verify</c>: every file that a row names is there, and as long as the row says.</summary>
internal static class VideosVerify
{
    public static Command Create()
    {
        var limit = new Option<int>("--limit") { Description = "How many wrong files are listed at most; all are counted.", DefaultValueFactory = _ => 100 };
        limit.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 0) result.AddError("--limit needs a number from 0 on"); });
        var verify = new Command(
            "verify",
            "Compare rows with files: originals, clips, thumbnails, segments of uploads. Reads UPLOADS_DIR and PROCESSED_DIR, and changes nothing. "
            + "Ends with 65 when a file is missing, empty or of another length. Example: hpctl videos verify --json")
        {
            limit, CommonOptions.Json,
        };
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = ControlSettings.Read();
            await using var services = ControlServices.Open();
            var database = services.GetRequiredService<NpgsqlDataSource>();
            var storage = new StorageOptions(settings.Get(CommonSettings.Uploads), settings.Get(CommonSettings.Processed));
            var report = await new FileVerification(database, new VideoWork(database), storage, TimeProvider.System)
                .RunAsync(parsed.GetValue(limit), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(report, ControlJson.Default.FilesReport);
            else Write(report);
            return report.Wrong == 0 ? ExitCode.Success : ExitCode.Data;
        });
        return verify;
    }

    private static void Write(FilesReport report)
    {
        if (report.WrongFiles.Count > 0)
        {
            TableOutput.Write("", ["of", "kind", "file", "bytes by the row", "bytes there"], report.WrongFiles.Select(file => new[]
            {
                file.Owner.ToString(), file.Kind, file.Key, Number(file.Expected) ?? "–", Number(file.Found) ?? "no such file",
            }));
        }

        if (report.Wrong > report.WrongFiles.Count) Console.WriteLine($"and {Number(report.Wrong - report.WrongFiles.Count)} more that are wrong");
        TableOutput.Write("", ["videos", "files", "wrong", "files without a row", "their bytes"],
        [[
            Number(report.Videos), Number(report.Files), Number(report.Wrong), Number(report.Leftovers), Number(report.LeftoverBytes),
        ]]);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string? Number(long? number) => number is { } known ? Number(known) : null;
}
