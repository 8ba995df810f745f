using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;
using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Workers;

/// <summary>A backlog, and how it was worked off.</summary>
internal sealed record WorkerPoint(WorkerLoad Load, Prediction? Prediction, IReadOnlyList<JobTimes> Jobs, MachineUse Use)
{
    /// <summary>In a load's directory; written last.</summary>
    public const string JobsFile = "jobs.csv";

    public double Seconds => Jobs.Max(job => job.Ended) - Jobs.Min(job => job.Taken);

    public double VideosPerMinute => 60 * Jobs.Count(job => job.Status == "processed") / Seconds;

    public double MeanServiceSeconds => Jobs.Average(job => job.ServiceSeconds);

    public double P95ServiceSeconds => Percentiles.Of([.. Jobs.Select(job => job.ServiceSeconds)], 0.95);

    /// <summary>Processor seconds of a clip.</summary>
    public double CpuSecondsPerVideo => 60 * Use.ServerCpus / VideosPerMinute;

    /// <summary>Jobs in slots: the rate and the mean time in one by the database's rows, against the number of the worker's children, which the kernel counts.</summary>
    public LittlesLaw Little => new(VideosPerMinute / 60, MeanServiceSeconds, Use.Processes - 1);

    /// <summary>Whether a load was measured to its end.</summary>
    public static bool IsIn(RunFolder folder, WorkerLoad load) => folder.Has($"{load.Directory}/{JobsFile}");

    /// <exception cref="CapacityException">A raw file is missing.</exception>
    public static WorkerPoint Read(RunFolder folder, WorkerLoad load, Prediction? prediction)
    {
        var jobs = JobTimes.Read(Path.Combine(folder.Root, load.Directory, JobsFile));
        var series = MachineSeries.Read(Path.Combine(folder.Root, load.Directory, "machine.csv"));
        return new WorkerPoint(load, prediction, jobs, series.Between(jobs.Min(job => job.Taken), jobs.Max(job => job.Ended)));
    }

    public TrainingPoint ToTraining(double cpus) => new(
        Load.Slots, VideosPerMinute, MeanServiceSeconds, P95ServiceSeconds, new Dictionary<string, double>(StringComparer.Ordinal) { ["worker processor"] = Use.ServerCpus / cpus });
}
