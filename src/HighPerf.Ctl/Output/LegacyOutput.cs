using System.Globalization;
using HighPerf.Core.Legacy;

namespace HighPerf.Ctl.Output;

/// <summary>The report of an import for people. Collisions name the e-mail: only the operator can tell whose accounts they are.</summary>
internal static class LegacyOutput
{
    public static void Write(LegacyReport report)
    {
        if (report.Collisions.Count > 0)
        {
            TableOutput.Write("", ["e-mail", "kept by", "also of users"], report.Collisions.Select(c => new[]
            {
                c.Email, c.Kept is { } kept ? $"user {kept}" : "a player of the new system", string.Join(", ", c.Others),
            }));
        }

        if (report.Notes.Count > 0) TableOutput.Write("", ["kind", "old id", "imported, but"], report.Notes.Select(Row));
        if (report.Skipped.Count > 0) TableOutput.Write("", ["kind", "old id", "skipped because"], report.Skipped.Select(Row));
        if (report.SkippedVotes.Count > 0)
        {
            TableOutput.Write("", ["votes skipped", "because"], report.SkippedVotes.Select(s => new[] { Number(s.Votes), s.Reason }));
        }

        if (report.Shared.Count > 0)
        {
            TableOutput.Write("", ["file", "is named by videos"], report.Shared.Select(s => new[] { s.Path, string.Join(", ", s.Videos) }));
        }

        if (report.Stopped) return;
        if (report.Prefix.Length > 0) TableOutput.Write("", ["prefix of old paths that stands for the directory"], [["/" + report.Prefix]]);
        TableOutput.Write(
            "", ["kind", "old", "imported", "merged", "deleted since", "skipped", report.DryRun ? "to import" : "by this run", "adds up"],
            report.Tallies.Select(t => new[]
            {
                t.Kind, Number(t.Old), Number(t.Imported), Number(t.Merged), Number(t.Gone), Number(t.Skipped), Number(t.Now), YesNo(t.AddsUp),
            }));
        if (report.Bytes is { } bytes)
        {
            TableOutput.Write(
                "", ["files", "bytes, old", "bytes, new", "files that differ", "adds up"],
                [[Number(bytes.Files), Number(bytes.Old), Number(bytes.New), Number(bytes.Different), YesNo(bytes.AddsUp)]]);
        }
    }

    /// <summary>One line on standard error, after the tables or the JSON.</summary>
    public static Task WriteVerdictAsync(LegacyReport report, LegacyImportOptions options) => Console.Error.WriteLineAsync("hpctl: " + report switch
    {
        { Stopped: true } => $"{report.Collisions.Count} e-mails have more than one account; nothing was written: run it with --merge-duplicates, or rename them in the old system",
        { AddsUp: false } => "the counts differ: run it again, and look at the rows of the table that does not add up",
        { Collisions.Count: > 0 } when !options.MergeDuplicates => $"{report.Collisions.Count} e-mails have more than one account: an import needs --merge-duplicates",
        { Skipped.Count: > 0 } or { SkippedVotes.Count: > 0 } =>
            $"everything adds up, but {report.Skipped.Count} rows and {report.SkippedVotes.Sum(s => s.Votes)} votes are skipped: mend them in the old system and run it again",
        { Shared.Count: > 0 } => $"everything adds up, but {report.Shared.Count} files are named by more than one video: whose are they?",
        { DryRun: true } => "everything can be imported; nothing was written",
        _ => report.Jobs > 0 ? $"everything is here; {report.Jobs} clips are to be made by the workers" : "everything is here",
    });

    private static string[] Row(SkippedRow row) => [row.Kind, row.OldId.ToString(CultureInfo.InvariantCulture), row.Reason];

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string YesNo(bool value) => value ? "yes" : "NO";
}
