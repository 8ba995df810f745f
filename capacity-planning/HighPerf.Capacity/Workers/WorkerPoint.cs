using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;
using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Workers;

/// <summary>A backlog, and how it was worked off.</summary>
internal sealed record WorkerPoint(WorkerLoad Load, Prediction? Prediction, IReadOnlyList<JobTimes> Jobs, MachineUse Use, double PeakMiB)
{
    public double Seconds => Jobs.Max(job => job.Ended) - Jobs.Min(job => job.Taken);

    public double VideosPerMinute => 60 * Jobs.Count(job => job.Status == "processed") / Seconds;

    public double MeanServiceSeconds => Jobs.Average(job => job.ServiceSeconds);

    public double P95ServiceSeconds => Percentiles.Of([.. Jobs.Select(job => job.ServiceSeconds)], 0.95);

    /// <summary>Processor seconds of a clip.</summary>
    public double CpuSecondsPerVideo => 60 * Use.ServerCpus / VideosPerMinute;

    /// <summary>Jobs in slots, on average, from the times of taking and ending.</summary>
    public LittlesLaw Little(MachineSeries series) => new(
        VideosPerMinute / 60, MeanServiceSeconds, series.Samples.Where(one => one.At >= Jobs.Min(job => job.Taken) && one.At <= Jobs.Max(job => job.Ended)).Select(one => (double)Math.Min(one.Queue, Load.Slots)).DefaultIfEmpty(0).Average());

    public TrainingPoint ToTraining(double cpus) => new(
        Load.Slots, VideosPerMinute, MeanServiceSeconds, P95ServiceSeconds, new Dictionary<string, double>(StringComparer.Ordinal) { ["worker processor"] = Use.ServerCpus / cpus });
}
