using System.Globalization;
using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity.Workers;

/// <summary>A clip's way through the worker: seconds since 1970.</summary>
/// <param name="Injected">By the database's clock, as all of them.</param>
/// <param name="Taken">When a slot took it, to a quarter of a second.</param>
/// <param name="Status">processed or failed.</param>
internal sealed record JobTimes(Guid Video, double Injected, double Taken, double Ended, string Status)
{
    private const string Header = "video,injected,taken,ended,status";

    public double ServiceSeconds => Ended - Taken;

    public double SojournSeconds => Ended - Injected;

    public static void Write(string path, IEnumerable<JobTimes> jobs) => File.WriteAllLines(
        path, [Header, .. jobs.Select(job => string.Create(CultureInfo.InvariantCulture, $"{job.Video},{job.Injected:F3},{job.Taken:F3},{job.Ended:F3},{job.Status}"))]);

    /// <exception cref="CapacityException">It is not there.</exception>
    public static IReadOnlyList<JobTimes> Read(string path)
    {
        if (!File.Exists(path)) throw new CapacityException($"{path} is missing, and the report needs it");
        return [.. File.ReadLines(path).Skip(1).Select(line => line.Split(',')).Select(cells => new JobTimes(Guid.Parse(cells[0]), Number(cells[1]), Number(cells[2]), Number(cells[3]), cells[4]))];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
