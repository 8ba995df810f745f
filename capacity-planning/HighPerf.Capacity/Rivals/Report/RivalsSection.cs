using HighPerf.Capacity.Plots;
using HighPerf.Capacity.Reports;
using HighPerf.Capacity.Rivals.Rates;

namespace HighPerf.Capacity.Rivals.Report;

/// <summary>Old against new: a table of ratios, plots of them, and how each was measured.</summary>
internal sealed class RivalsSection : IReportSection
{
    private static readonly string[] s_pair = ["old", "new"];

    public IReadOnlyList<string> Parts => [RivalsCampaign.Part];

    public void Write(ReportPage page)
    {
        var reader = new RivalReader(page.Folder);
        var (rates, times, memory, others) = (reader.Rates(), reader.Times(), reader.Memory(), reader.Others());
        page.Paragraph($"## Old against new");
        page.Paragraph($"Both systems in one run, in turns, with {reader.Settings.Players:N0} players, {reader.Settings.Videos:N0} videos and {reader.Settings.Votes:N0} votes each: the old one is [load/baseline](../load/baseline), its API one process (`WEB_CONCURRENCY=1`, which is what uvicorn starts when nothing is said, and which uses one processor at most), its clips by the contest's rules (`BASELINE_RULES=contest`). One API or one worker at a time is on the machine under load, a control group of {page.Facts.GroupCpus:0.0#} CPU and {page.Facts.GroupMebibytes:0} MiB; one PostgreSQL with both databases, Redis and the generator have the rest of the machine. Turns of each system: {reader.Settings.Rounds} (API starts {reader.Settings.Starts}), in which they change places; shown are the medians, with the least and the most in brackets (of a rate that was searched for, to the least that was too much); a ratio above 1 is the new one's advantage, one below 1 its price.");
        Smaller(page, reader);
        page.Table(["metric", "unit", "#old", "#new", "#ratio", "#CPUs", "note"], rates.Concat(times).Concat(memory).Select(Row));
        PlotRatios(page, "rivals-ratios", "Work done: new by old", rates);
        PlotRatios(page, "rivals-times", "Times: old by new", times);
        PlotRatios(page, "rivals-memory", "Memory: old by new", memory);
        page.Plot("rivals-rates", BarsPlot.Draw("Work done", "a second; videos: a minute", s_pair, [.. rates.Select(one => new BarsGroup(one.BarName, [one.Old.Median, one.New.Median]))], logarithmic: true), "What each system does");
        WriteOthers(page, reader, others);
        WriteMethods(page, reader);
    }

    private static void PlotRatios(ReportPage page, string name, string title, IReadOnlyList<RivalFigure> figures) => page.Plot(
        name, BarsPlot.Draw(title, "ratio, above 1 the new one is better", ["ratio"], [.. figures.Select(one => new BarsGroup(one.BarName, [one.Ratio]))], logarithmic: true), title + ": " + string.Join(", ", figures.Select(one => $"{one.Name} {one.RatioText}")));

    private static FormattableString[] Row(RivalFigure one) =>
        [$"{one.Name}", $"{one.Unit}", $"{one.Old.Text}", $"{one.New.Text}", $"{one.RatioText}", $"{one.Cpus:0.0#}", $"{one.Note}"];

    private static void Smaller(ReportPage page, RivalReader reader)
    {
        foreach (var metric in RivalPaths.All)
        {
            if (reader.Race(metric) is { Why: { Length: > 0 } why } race) page.Paragraph($"**{metric}: both sides with {race.Cpus:0.0} CPU.** Beside a machine of {page.Facts.GroupCpus:0.0#} the generator failed its gate: {why}.");
        }
    }

    private static void WriteOthers(ReportPage page, RivalReader reader, IReadOnlyList<OthersRow> others)
    {
        page.Paragraph($"### What log-ins do to others");
        page.Paragraph($"{reader.Settings.Reads} rankings a second are asked for, with nobody who logs in, with half of the log-ins a second that the system sustains, and with all of them: {reader.Settings.OthersSeconds} s each, one run, the old one first, each system's one after the other on one API. What readers wait for, p95, which is right to ± {1e3 * others[0].KnownTo:0.0} ms, or to a tenth:");
        page.Table(["log-ins, % of the system's own capacity", "#old, ms", "#new, ms", "#ratio"], others.Select(one => (FormattableString[])[$"{one.Percent}", $"{one.OldText}", $"{one.NewText}", $"{one.RatioText}"]));
        page.Plot("rivals-others", BarsPlot.Draw("The ranking beside log-ins", "p95, ms", s_pair, [.. others.Select(one => new BarsGroup(FormattableString.Invariant($"{one.Percent} % of the log-ins"), [1e3 * one.OldBound, 1e3 * one.NewBound]))], logarithmic: true), "p95 of the ranking without log-ins and with them");
    }

    private static void WriteMethods(ReportPage page, RivalReader reader)
    {
        var settings = reader.Settings;
        page.Paragraph($"### How each was measured");
        page.Paragraph($"All of it: `highperf-capacity run --parts rivals`. A rate is the largest at which p95 of each step is within 1 s and at most 5 % fail. A system's first search doubles it until it is too much, a later one goes up by a quarter from where the last one ended; then both halve what is left between, to {settings.Precision:P0}. Each try meets an API that has just started, and is {settings.WarmUpSeconds} s of warm-up and {settings.ProbeSeconds} s that count. Runs that the generator calls INVALID do not count. Where {RateProber.GeneratorTries} in a row were because it was too slow for a rate, that rate ends the search, and what was found is a lower bound (≥), as it is when {settings.MostProbes} tries were not enough; where they were because answers did not come, or all connections were in use, the rate is one that the system does not sustain.");
        page.Paragraph($"**rankings**: `hpload run capacity-planning/plans/rival-rankings.json --target URL --set rate=R --set warm_up={settings.WarmUpSeconds}s --set during={settings.ProbeSeconds}s`. In its best run the old API used {reader.CpusUsed(RivalPaths.Rankings, "old"):0.00} processors, the new one {reader.CpusUsed(RivalPaths.Rankings, "new"):0.00}.");
        page.Paragraph($"**votes**: the same with `rival-votes.json`; each try has players of its own who have not voted yet (of {settings.Voters:N0} in both databases beside those named above), and tokens that the generator signs. PostgreSQL is outside the machine under load, and shares the rest of the processors with the generator. The APIs used {reader.CpusUsed(RivalPaths.Votes, "old"):0.00} and {reader.CpusUsed(RivalPaths.Votes, "new"):0.00} processors. The new one's limits of votes and requests by address are raised (`HIGHPERF_RATE_VOTES`, `HIGHPERF_RATE_ADDRESS`): the generator is one address.");
        page.Paragraph($"**log-ins**: the same with `rival-logins.json`, evenly spaced, with {settings.Reads} rankings a second beside them, which must keep to the bounds as well; a 429 is an error. Both verify bcrypt of cost 12, which no language makes cheaper. The old API does it in its event loop; the new one has one thread fewer for it than processors, at a low priority. The APIs used {reader.CpusUsed(RivalPaths.Logins, "old"):0.00} and {reader.CpusUsed(RivalPaths.Logins, "new"):0.00} processors.");
        page.Paragraph($"**uploads**: `rival-uploads.json`, closed, {settings.UploadsAtOnce} at once for {settings.UploadSeconds} s, of a clip of {settings.UploadMiB} MiB, with no worker. The new API hashes (SHA-256) and fsyncs a file before it answers; the old one does neither. Memory is the group's anonymous memory, looked at twice a second.");
        page.Paragraph($"**videos**: {settings.Clips} clips are uploaded while no worker runs; then a worker of two slots starts (`BASELINE_CONCURRENCY=2`, `HIGHPERF_WORKER_SLOTS=2`), and the time runs from the first clip that it takes to the last that is made. The old one pipes through the ffmpeg command line with libx264 as it comes (`medium`, crf 23); the new one calls libx264 in process (`superfast`, crf 23.8, tuned: [decision 12](../ops/decisions/0012-how-a-showcase-is-encoded.md) has the quality of both, and what the best command line of the same quality takes); both make 30 s, 1280×720, 30 fps, no sound, watermark, bumpers, thumbnail.");
        page.Paragraph($"**queue**: {settings.TrivialJobs} jobs whose video is no more wait in the queue; a worker starts, finds each out by one query, and ends it; from the end of the first to the end of the last, by the worker's log (old) and by the rows of the jobs (new). A clip of 2 s in 320×180, uploaded {settings.Dispatches} times one after the other to an idle worker, gives the time until a job is taken (old: Celery's line in its log; new: the row says so, looked at each 5 ms) and until the clip is made, which in both includes programs that are started for it.");
        page.Paragraph($"**start, memory**: {settings.Starts} starts of each API, {settings.Rounds} of each worker; an API is there at its first 200 of `GET /api/public/rankings`, asked each 2 ms, a worker when it says that it is ready: the old one by a line of its log, the new one by `/health/ready`, asked each 50 ms, so that it is there before. The old one has encoded its bumpers by then, the new one does so with its first clip. Memory is the anonymous memory of the control group, 2 s after.");
    }
}
