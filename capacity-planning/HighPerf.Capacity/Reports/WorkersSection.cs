using HighPerf.Capacity.Models;
using HighPerf.Capacity.Plots;
using HighPerf.Capacity.Workers;

namespace HighPerf.Capacity.Reports;

/// <summary>Videos a minute by slots and sizes, time in a slot, and the queue under a lasting load.</summary>
internal sealed class WorkersSection : IReportSection
{
    public IReadOnlyList<string> Parts => [WorkerCampaign.Part];

    public void Write(ReportPage page)
    {
        var data = WorkerData.Read(page.Folder);
        var best = data.Best;
        page.Paragraph($"## Worker layer: videos a minute");
        page.Paragraph($"Jobs put straight into the queue (`hpctl queue inject CLIP --count N`): 1080p, 30 fps, H.264, {data.Settings.ClipSeconds} s, so that the size is the rate of bits; each clip becomes a showcase by the contract's rules. Raw data: `{WorkerCampaign.Part}/`. Held-out points are marked *.");
        page.Table(
            ["#clip, MiB", "#at once", "#clips", "#videos/min", "#videos/min of a vCPU", "#mean in a slot, s", "#p95, s", "#CV²", "#processors", "#processor s a clip", "#memory, MiB", "#Little's law, apart"],
            data.Training.Concat(data.HeldOut).OrderBy(point => point.Load.Mebibytes).ThenBy(point => point.Load.Slots).Select(point => Row(point)));
        page.Paragraph($"The best is **{best.VideosPerMinute:F2} videos/min** with {best.Load}: **{best.VideosPerMinute / best.Use.ServerCpus:F2} videos/min per vCPU**. It used {best.Use.ServerCpus:F2} of {page.Facts.GroupCpus} processors ({best.Use.ServerCpus / page.Facts.GroupCpus:P0}), {best.Use.MemoryMiB:F0} of {page.Facts.GroupMebibytes:F0} MiB ({best.Use.MemoryMiB / page.Facts.GroupMebibytes:P0}) and the disk for {best.Use.DiskText} of the time: what is used up first {(best.Use.ServerCpus / page.Facts.GroupCpus >= ((double[])[best.Use.MemoryMiB / page.Facts.GroupMebibytes, best.Use.DiskBusy]).Where(double.IsFinite).Max() ? "are the processors" : "are not the processors")}.");
        foreach (var size in data.Settings.Sizes) Law(page, data, size);
        Sustained(page, data);
    }

    private static FormattableString[] Row(WorkerPoint point)
    {
        var services = point.Jobs.Select(job => job.ServiceSeconds).ToList();
        var scv = services.Average(seconds => (seconds - point.MeanServiceSeconds) * (seconds - point.MeanServiceSeconds)) / (point.MeanServiceSeconds * point.MeanServiceSeconds);
        return
        [
            $"{point.Load.Mebibytes}", $"{point.Load.Slots}{(point.Prediction is null ? "" : "*")}", $"{point.Jobs.Count}", $"{point.VideosPerMinute:F2}", $"{point.VideosPerMinute / point.Use.ServerCpus:F2}", $"{point.MeanServiceSeconds:F1}", $"{point.P95ServiceSeconds:F1}", $"{scv:F3}",
            $"{point.Use.ServerCpus:F2}", $"{point.CpuSecondsPerVideo:F1}", $"{point.Use.MemoryMiB:F0}", $"{point.Little.DeviationPercent:+0.0;-0.0;0.0} %{(point.Little.IsKept ? "" : " **broken**")}",
        ];
    }

    private static void Law(ReportPage page, WorkerData data, int size)
    {
        var points = data.Training.Where(point => point.Load.Mebibytes == size).Select(point => new ScalabilityPoint(point.Load.Slots, point.VideosPerMinute)).ToList();
        var bootstrap = Bootstrap.Of(UniversalScalability.Fit(points));
        page.Plot(
            FormattableString.Invariant($"workers-{size}-mib"),
            ScalabilityPlot.Draw(FormattableString.Invariant($"Clips of {size} MiB at once"), "clips at once", "videos/min", bootstrap, [.. data.HeldOut.Where(point => point.Load.Mebibytes == size).Select(point => new ScalabilityPoint(point.Load.Slots, point.VideosPerMinute))]),
            FormattableString.Invariant($"Videos a minute by the clips at once, {size} MiB"));
        page.Paragraph($"USL of {size} MiB: γ = {bootstrap.Fit.Law.Gamma:F2} videos/min ({bootstrap.Gamma().Low:F2} … {bootstrap.Gamma().High:F2}), α = {bootstrap.Fit.Law.Alpha:F3} ({bootstrap.Alpha().Low:F3} … {bootstrap.Alpha().High:F3}), β = {bootstrap.Fit.Law.Beta:F4} ({bootstrap.Beta().Low:F4} … {bootstrap.Beta().High:F4}).");
    }

    private static void Sustained(ReportPage page, WorkerData data)
    {
        var (load, jobs) = (data.SustainedLoad, data.SustainedJobs);
        var (from, until) = (jobs.Min(job => job.Injected), jobs.Max(job => job.Injected));
        SeriesPoint[] queue = [.. data.SustainedMachine.Samples.Where(one => one.At >= from).Select(one => new SeriesPoint(one.At - from, one.Queue))];
        var filled = (until - from) / 4; // until then the first ones are not made yet
        var whileComing = queue.Where(point => point.Seconds >= filled && point.Seconds <= until - from).ToList();
        var every = (until - from) / (jobs.Count - 1);
        SeriesPoint[] rounds = [.. whileComing.GroupBy(point => (int)(point.Seconds / every)).Select(round => new SeriesPoint(round.Average(point => point.Seconds), round.Average(point => point.Value)))];
        var capacity = data.Training.First(point => point.Load.Slots == load.Slots && point.Load.Mebibytes == load.Mebibytes).VideosPerMinute;
        var alone = data.Training.Where(point => point.Load.Mebibytes == load.Mebibytes).MinBy(point => point.Load.Slots)!;
        var station = new ProcessorSharingStation(1 / every, alone.MeanServiceSeconds, 1);
        var oneByOne = new QueueingStation(1 / every, 1, alone.MeanServiceSeconds, 0).MeanSojournSeconds;
        page.Paragraph($"### Under a lasting load");
        page.Paragraph($"{load.Jobs} clips of {load.Mebibytes} MiB, one each {every:F1} s, {60 / every / capacity:P0} of what {load.Slots} slots do ({data.Settings.SustainedShare:P0} was aimed at): from upload to clip {jobs.Average(job => job.SojournSeconds):F1} s on average, p95 {Percentiles.Of([.. jobs.Select(job => job.SojournSeconds)], 0.95):F1} s; a clip that is alone takes {alone.MeanServiceSeconds:F1} s. Clips that come so evenly hardly meet. Of as many that came independently of each other the models say {oneByOne:F0} s on average for one after the other (M/D/1) and {station.MeanResponseSeconds:F0} s for all at once (M/G/1-PS); {load.Slots} at once are between. {Trend(rounds)}");
        page.Plot("workers-queue", SeriesPlot.Draw("Jobs that have not ended", "jobs", [new NamedSeries("jobs", queue)]), "The queue over time");
    }

    /// <param name="rounds">The mean number of jobs between two clips that came.</param>
    private static string Trend(SeriesPoint[] rounds)
    {
        if (rounds.Length < RunsTrend.Fewest) return "Too few came to say whether the queue grows.";
        var trend = RunsTrend.Of(rounds);
        var interval = trend.SlopeInterval();
        return FormattableString.Invariant($"The queue's trend while they came, without the first quarter, one value for each clip that came: {trend.Slope * 60:+0.00;-0.00;0.00} jobs a minute ({interval.Low * 60:+0.00;-0.00;0.00} … {interval.High * 60:+0.00;-0.00;0.00}): {(trend.IsFlat() ? "it does not grow" : trend.Slope > 0 ? "**it grows**" : "it shrinks")}.");
    }
}
