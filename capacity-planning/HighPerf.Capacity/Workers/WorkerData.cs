using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity.Workers;

/// <summary>The worker part, read back.</summary>
internal sealed record WorkerData(WorkerSettings Settings, IReadOnlyList<WorkerPoint> Training, IReadOnlyList<WorkerPoint> HeldOut, WorkerLoad SustainedLoad, IReadOnlyList<JobTimes> SustainedJobs, MachineSeries SustainedMachine)
{
    public WorkerPoint Best => Training.MaxBy(point => point.VideosPerMinute)!;

    /// <exception cref="CapacityException">A raw file is missing, or a prediction was written after its load began.</exception>
    public static WorkerData Read(RunFolder folder)
    {
        var settings = folder.Read<WorkerSettings>($"{WorkerCampaign.Part}/settings.json");
        return new WorkerData(
            settings, [.. settings.Training.Select(load => Point(folder, load, predicted: false))], [.. settings.HeldOut.Select(load => Point(folder, load, predicted: true))],
            folder.Read<WorkerLoad>($"{WorkerCampaign.Sustained}/load.json"), JobTimes.Read(Path.Combine(folder.Root, WorkerCampaign.Sustained, WorkerPoint.JobsFile)),
            MachineSeries.Read(Path.Combine(folder.Root, WorkerCampaign.Sustained, "machine.csv")));
    }

    private static WorkerPoint Point(RunFolder folder, WorkerLoad load, bool predicted)
    {
        var point = WorkerPoint.Read(folder, load, prediction: null);
        return predicted ? point with { Prediction = folder.ReadPrediction(load.Directory, point.Jobs.Min(job => job.Injected)) } : point;
    }
}
