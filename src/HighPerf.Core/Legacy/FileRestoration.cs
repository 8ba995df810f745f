using HighPerf.Core.Bulk;
using Npgsql;

namespace HighPerf.Core.Legacy;

/// <summary>
/// Looks at the files of every imported video and brings again what is missing or of another length: whatever took a file, a row that
/// names it is not left without. No sweep of leftovers takes them from here on: their rows are in.
/// </summary>
internal sealed class FileRestoration(NpgsqlConnection connection, VideoFiles files, FileImport import)
{
    private const string Note = "a file of it was missing here or of another length, and is brought again";

    private const string Imported = """
        select o.old_id, v.id, o.original_url, case when o.status <> 'uploaded' then o.processed_url end, v.original_key, v.processed_key, v.size_bytes
          from old_videos o join videos v on v.id = o.new_id where o.state in ('new', 'imported') order by o.old_id
        """;

    /// <summary>$1 id, $2 size, $3 hash.</summary>
    private const string Measured = "update videos set size_bytes = $2, sha256 = $3 where id = $1";

    /// <summary>The videos of which a file was brought again. What cannot be brought is left to the comparison.</summary>
    public async Task<IReadOnlyList<SkippedRow>> RunAsync(IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        var videos = await connection.Statement(Imported).ListAsync(
            row => new ImportedVideo(row.GetInt64(0), row.GetGuid(1), Text(row, 2), Text(row, 3), row.GetString(4), Text(row, 5), row.GetInt64(6)),
            cancellationToken);
        var restored = new List<SkippedRow>();
        var done = 0L;
        foreach (var video in videos)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (files.Restore(video, out var original)) restored.Add(new SkippedRow(LegacyId.Video, video.OldId, Note));
            if (original is not null)
            {
                await connection.Statement(Measured, Sql.Value(video.Id), Sql.Value(original.SizeBytes), Sql.Value(original.Sha256)).RunAsync(cancellationToken);
            }

            progress.Report(new("videos' files looked at", ++done, videos.Count));
        }

        if (restored.Count > 0) import.Flush();
        return restored;
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
