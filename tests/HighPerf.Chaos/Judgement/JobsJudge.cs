using System.Globalization;
using System.Text.Json;
using HighPerf.Chaos.Acts;
using HighPerf.Chaos.Load;
using HighPerf.Chaos.Plan;

namespace HighPerf.Chaos.Judgement;

/// <summary>Every job ended exactly once, and its numbers add up.</summary>
internal sealed class JobsJudge(Acknowledgements acknowledged, ActHistory acts)
{
    /// <summary>From what hits a child or the database to the failure that is written for it, on a busy machine.</summary>
    private static readonly TimeSpan Aftermath = ChaosSettings.Lease * 5;

    public Verdict Judge(Tables tables)
    {
        var verdict = new Verdict("every job ended once: attempts = 1 + crashes + failures + give-backs");
        var transcodes = tables.Jobs.Where(job => job.Kind == JobRow.Transcode).ToLookup(job => job.Video);
        foreach (var video in tables.Videos)
            JudgeVideo(verdict, video, [.. transcodes[video.Id]]);
        var videos = tables.Videos.Select(video => video.Id).ToHashSet();
        foreach (var orphan in tables.Jobs.Where(job => job.Kind == JobRow.Transcode && !videos.Contains(job.Video)))
            verdict.Expect(right: false, () => $"job {orphan.Id} is for video {orphan.Video}, which is not there");
        foreach (var upload in acknowledged.Uploads.Where(upload => upload.Job is not null && videos.Contains(upload.Video!.Value)))
            verdict.Expect(transcodes[upload.Video!.Value].Any(job => job.Id == upload.Job), () => $"task {upload.Job} of {upload.Video} is not there");
        JudgeDeletions(verdict, [.. tables.Jobs.Where(job => job.Kind == JobRow.DeleteMedia)]);
        foreach (var job in tables.Jobs)
            JudgeNumbers(verdict, job);

        var jobs = tables.Jobs;
        verdict.Looked = string.Create(
            CultureInfo.InvariantCulture,
            $"{jobs.Count} jobs, {jobs.Sum(job => job.Attempt)} attempts: {jobs.Sum(job => job.Crashes)} crashes, {jobs.Sum(job => job.Failures)} failures, "
            + $"{jobs.Sum(GiveBacks)} give-backs; most attempts of one job: {jobs.Max(job => job.Attempt)}; poisoned by our own kills: {jobs.Count(job => job.State == "dead")}");
        return verdict;
    }

    /// <summary>
    /// Attempts that ended without a count: the worker was told to stop and handed the job back, or never heard that it had got it (a
    /// claim whose answer a dying database kept) and gave it free.
    /// </summary>
    private static int GiveBacks(JobRow job) => job.Attempt - 1 - job.Crashes - job.Failures;

    private static void JudgeVideo(Verdict verdict, VideoRow video, IReadOnlyList<JobRow> jobs)
    {
        verdict.Expect(jobs.Count == 1, () => $"video {video.Id} has {jobs.Count} jobs: {string.Join(' ', jobs.Select(job => job.Id))}");
        if (jobs.Count == 0)
            return;
        verdict.Expect(jobs[0].State == "succeeded", () => $"job {jobs[0].Id} of video {video.Id} ({video.Status}) is {jobs[0].State}: {jobs[0].History}");
        var winner = string.Create(CultureInfo.InvariantCulture, $"{video.Id}.{jobs[0].Attempt}.");
        if (video.Status == "processed")
        {
            verdict.Expect(
                video.ProcessedKey == winner + "mp4" && video.ThumbnailKey == winner + "jpg",
                () => $"video {video.Id} names {video.ProcessedKey} and {video.ThumbnailKey}; attempt {jobs[0].Attempt} ended its job");
        }
    }

    private void JudgeDeletions(Verdict verdict, IReadOnlyList<JobRow> deletions)
    {
        var least = acknowledged.Uploads.Count(upload => upload.Deleted);
        var most = acknowledged.Uploads.Count(upload => upload.Deleted || upload.MayBeDeleted);
        verdict.Expect(deletions.Count >= least && deletions.Count <= most, () => $"{deletions.Count} jobs that delete files, for {least} to {most} deletions");
        foreach (var job in deletions)
            verdict.Expect(job.State == "succeeded", () => $"job {job.Id}, which deletes the files of {job.Video}, is {job.State}");
    }

    /// <summary>Whether a process that makes clips had been hit, or the database had been away.</summary>
    private bool IsExplained(JsonElement failure)
    {
        var at = failure.GetProperty("at").GetDateTimeOffset();
        return acts.Acts.Any(act => (act.Kind is ActKind.ChildKill or ActKind.ChildSegfault || act.IsPostgres) && act.Overlaps(at - Aftermath, at));
    }

    private void JudgeNumbers(Verdict verdict, JobRow job)
    {
        verdict.Expect(job.Entries("crash").Count() == job.Crashes, () => $"job {job.Id} counts {job.Crashes} crashes: {job.History}");
        verdict.Expect(job.Entries("failure").Count() == job.Failures, () => $"job {job.Id} counts {job.Failures} failures: {job.History}");
        verdict.Expect(job.Entries("dead").Count() == (job.State == "dead" ? 1 : 0), () => $"job {job.Id} is {job.State}: {job.History}");
        foreach (var failure in job.Entries("failure"))
            verdict.Expect(IsExplained(failure), () => $"job {job.Id}: {failure}, and nothing had been done to a child or to the database");
        verdict.Expect(
            job.Result is null || !job.Result.Contains("skipped", StringComparison.Ordinal),
            () => $"job {job.Id} of video {job.Video} was skipped though its video was there: {job.Result}");
        var giveBacks = GiveBacks(job);
        var explained = acts.Acts.Any(act =>
            (act.Kind == ActKind.WorkerTerminate || act.IsPostgres) && act.Overlaps(job.CreatedAt, job.FinishedAt ?? DateTimeOffset.MaxValue));
        verdict.Expect(
            giveBacks == 0 || (giveBacks > 0 && explained),
            () => $"job {job.Id}: {job.Attempt} attempts, {job.Crashes} crashes, {job.Failures} failures, no worker was told to stop and no database restarted meanwhile: {job.History}");
    }
}
