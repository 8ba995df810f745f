using System.Globalization;
using System.Security.Cryptography;
using HighPerf.Chaos.Load;
using HighPerf.Chaos.Stack;

namespace HighPerf.Chaos.Judgement;

/// <summary>
/// Every 201 is one row that ended, with the bytes that were sent; no row that nobody sent; and the owner is told the same by either
/// API.
/// </summary>
internal sealed class UploadsJudge(ChaosStack stack, Client client, Acknowledgements acknowledged)
{
    public async Task<Verdict> JudgeAsync(Tables tables)
    {
        var verdict = new Verdict("every 201 is processed, or failed with a reason, exactly once, with the bytes that were sent");
        var rows = tables.Videos.ToLookup(video => video.Title, StringComparer.Ordinal);
        var sent = acknowledged.Uploads.ToDictionary(upload => upload.Title, StringComparer.Ordinal);
        foreach (var upload in acknowledged.Uploads)
            JudgeRow(verdict, upload, [.. rows[upload.Title]]);
        foreach (var video in tables.Videos)
        {
            verdict.Expect(sent.ContainsKey(video.Title), () => $"video {video.Id} '{video.Title}' was uploaded by nobody, or refused");
            await JudgeOriginalAsync(verdict, video);
        }

        var answers = 0;
        foreach (var upload in acknowledged.Uploads.Where(upload => upload.Video is not null))
            await JudgeAnswerAsync(verdict, upload, rows[upload.Title].SingleOrDefault(row => row.Id == upload.Video), answers++ % stack.Apis.Count);
        var known = acknowledged.Uploads.Where(upload => upload.Video is not null).ToArray();
        verdict.Looked = string.Create(
            CultureInfo.InvariantCulture,
            $"{known.Length} acknowledged ({known.Count(upload => upload.Deleted)} of them deleted), {acknowledged.Uploads.Count - known.Length} of unknown outcome; "
            + $"{tables.Videos.Count} rows: {tables.Videos.Count(row => row.Status == "processed")} processed, {tables.Videos.Count(row => row.Status == "failed")} failed");
        return verdict;
    }

    private static void JudgeRow(Verdict verdict, SentUpload upload, IReadOnlyList<VideoRow> rows)
    {
        verdict.Expect(rows.Count <= 1, () => $"'{upload.Title}' is {rows.Count} videos: {string.Join(' ', rows.Select(row => row.Id))}");
        if (rows.Count == 0)
        {
            var mayBeAbsent = upload.Video is null || upload.Deleted || upload.MayBeDeleted;
            verdict.Expect(mayBeAbsent, () => $"'{upload.Title}' was answered 201 as {upload.Video} and is not there");
            return;
        }

        var row = rows[0];
        verdict.Expect(upload.Video is null || upload.Video == row.Id, () => $"'{upload.Title}' was answered 201 as {upload.Video} and is {row.Id}");
        verdict.Expect(!upload.Deleted, () => $"'{upload.Title}' {row.Id} was deleted, says a 200, and is there");
        verdict.Expect(row.Sha256 == upload.Sha256, () => $"'{upload.Title}' {row.Id}: sent {upload.Sha256}, stored {row.Sha256}");
        var right = upload.Kind == ClipKind.Damaged
            ? row is { Status: "failed", FailureCode: not (null or "processing_failed"), FailureReason.Length: > 0 }
            : row is { Status: "processed", Published: true };
        verdict.Expect(right, () => $"'{upload.Title}' {row.Id}, {upload.Kind}, ended as {row.Status} {row.FailureCode} {row.FailureReason}");
    }

    private async Task JudgeOriginalAsync(Verdict verdict, VideoRow video)
    {
        var path = Path.Combine(stack.Directory.Uploads, video.OriginalKey);
        if (!File.Exists(path))
        {
            verdict.Expect(right: false, () => $"video {video.Id}: its original {video.OriginalKey} is not there");
            return;
        }

        await using var file = File.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file));
        verdict.Expect(hash == video.Sha256, () => $"video {video.Id}: its original is {hash} and should be {video.Sha256}");
    }

    private async Task JudgeAnswerAsync(Verdict verdict, SentUpload upload, VideoRow? row, int api)
    {
        var answer = await client.GetAsync($"/api/videos/{upload.Video}", upload.Player.Token, api);
        var right = row is null ? answer.Is(404) : answer.Is(200) && answer.Text("status") == row.Status && (row.Status != "failed" || answer.Text("error") == row.FailureReason);
        verdict.Expect(right, () => $"API {api} says of {upload.Video}, which is {row?.Status ?? "gone"}: {answer}");
    }
}
