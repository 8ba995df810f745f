using System.CommandLine;
using HighPerf.Core.Database;
using HighPerf.Core.Legacy;
using HighPerf.Core.Storage;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl import-legacy DATABASE_URL DIR</c>: brings the old system over (ops/decisions/0006).</summary>
internal static class ImportLegacyCommand
{
    private const string Meaning =
        "Bring players, videos, votes and files of the old system over. DATABASE_URL is the old database (PGPASSWORD may hold its password); "
        + "the environment's DATABASE_URL, UPLOADS_DIR and PROCESSED_DIR are the new system. The old system is only read. Interrupted, it is "
        + "run again and goes on; imported files that are missing here or of another length are brought again. Clips are kept as they "
        + "are and opened for voting, also those that the old system never made public. "
        + "Exit code 0: everything is here; 65: so is everything but the rows listed as skipped, or a file is named by more than one video, or "
        + "e-mails collide; 1: the counts differ. "
        + "Example: hpctl import-legacy postgres://old@db.old.example/app /mnt/old --dry-run";

    public static Command Create()
    {
        var url = new Argument<string>("DATABASE_URL") { Description = "The old database: postgres://user:password@host:port/database" };
        var directory = new Argument<string>("DIR") { Description = "Root of the old files; paths of old rows, without the prefix, are looked for below it." };
        var source = new Option<string>("--source") { Description = "Name of this old system, where there is more than one.", DefaultValueFactory = _ => "legacy" };
        var prefix = new Option<string>("--prefix")
        {
            Description = "What stands for DIR in old paths, /app of /app/uploads/x.mp4; by default what most paths say. None: /",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and check everything, write nothing." };
        var merge = new Option<bool>("--merge-duplicates") { Description = "Accounts whose e-mails differ in case only become the oldest of them." };
        var keep = new Option<bool>("--keep-unpublished") { Description = "Videos the old system processed but never made public stay closed to voting." };
        var retranscode = new Option<bool>("--retranscode") { Description = "Make every clip again from its original; until then it is not open for voting." };
        var link = new Option<bool>("--link") { Description = "Hard-link files instead of copying, where possible; the old file's time becomes now." };
        var command = new Command("import-legacy", Meaning) { url, directory, source, prefix, dryRun, merge, keep, retranscode, link, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new LegacyImportOptions
            {
                Source = parsed.GetRequiredValue(source),
                Prefix = parsed.GetValue(prefix),
                DryRun = parsed.GetValue(dryRun),
                MergeDuplicates = parsed.GetValue(merge),
                KeepUnpublished = parsed.GetValue(keep),
                Retranscode = parsed.GetValue(retranscode),
                Link = parsed.GetValue(link),
            };
            var old = Old(parsed.GetRequiredValue(url));
            var settings = ControlSettings.Read();
            await using var services = BulkDatabase.Open(settings);
            var storage = options.DryRun
                ? null // it would create the directories
                : new LocalStorage(new StorageOptions(settings.Get(CommonSettings.Uploads), settings.Get(CommonSettings.Processed)));
            var import = new LegacyImport(services.GetRequiredService<NpgsqlDataSource>(), storage, TimeProvider.System);
            var report = await import.RunAsync(
                old, parsed.GetRequiredValue(directory), options, new ProgressLines(TimeProvider.System), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(report, ControlJson.Default.LegacyReport);
            else LegacyOutput.Write(report);
            await LegacyOutput.WriteVerdictAsync(report, options);
            return Code(report, options);
        });
        return command;
    }

    private static NpgsqlConnectionStringBuilder Old(string url)
    {
        // The old system's own setting may name a driver: postgresql+psycopg2://
        if (!Uri.TryCreate(url, UriKind.Absolute, out var parsed) || parsed.Scheme.Split('+')[0] is not ("postgres" or "postgresql"))
        {
            throw new LegacyException("the old database's DATABASE_URL needs a URL like postgres://user:password@host:port/database");
        }

        try
        {
            return PostgresUrl.Parse(parsed);
        }
        catch (FormatException e)
        {
            throw new LegacyException($"the old database's DATABASE_URL {e.Message}", e);
        }
    }

    private static int Code(LegacyReport report, LegacyImportOptions options) => report switch
    {
        { Stopped: true } => ExitCode.Data,
        { AddsUp: false } => ExitCode.Failure,
        { Skipped.Count: > 0 } or { SkippedVotes.Count: > 0 } or { Shared.Count: > 0 } => ExitCode.Data,
        { Collisions.Count: > 0 } when !options.MergeDuplicates => ExitCode.Data,
        _ => ExitCode.Success,
    };
}
