using System.Globalization;

namespace HighPerf.MediaRace.Processes;

/// <summary>Runs commands under GNU time, which takes their cost from <c>wait4</c>.</summary>
/// <remarks>
/// Not by a wait4 of our own: a child's maximum of resident memory starts at that of the process it was split from, so a
/// child of a .NET process never measures less than the .NET process. GNU time is small.
/// </remarks>
internal sealed class Meter(string directory)
{
    private const string Time = "/usr/bin/time";

    private readonly string _figures = Path.Combine(directory, $"time-{Environment.ProcessId}.txt");

    public static void Require()
    {
        if (!File.Exists(Time)) throw new RaceException($"{Time} is missing: apt-get install time");
    }

    public async Task<Cost> RunAsync(IReadOnlyList<Step> steps, CancellationToken cancellation)
    {
        var sum = default(Cost);
        foreach (var step in steps) sum += await RunAsync(step, cancellation);
        return sum;
    }

    public async Task<Cost> RunAsync(Step step, CancellationToken cancellation)
    {
        try
        {
            await Tool.RunAsync(new Step(Time, ["-q", "-o", _figures, "-f", "%U %S %e %M", step.Program, .. step.Arguments]), cancellation);
            var figures = (await File.ReadAllTextAsync(_figures, cancellation)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(word => double.Parse(word, CultureInfo.InvariantCulture))
                .ToArray();
            return new Cost(figures[0] + figures[1], figures[2], figures[3] / 1024);
        }
        finally
        {
            File.Delete(_figures);
        }
    }
}
