using System.Globalization;
using HighPerf.Testing;

namespace HighPerf.Capacity.Campaigns;

/// <summary>Whether the machine's host leaves it its processors right now. It only shows while they are busy; so each is, for a moment, before a load is begun that would be INVALID otherwise.</summary>
internal static class QuietMachine
{
    private const double MostSteal = 0.02; // the gate's
    private const int Looks = 12;
    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    /// <summary>Waits until it does; a minute at most, and then the gates decide.</summary>
    public static async Task WaitAsync()
    {
        for (var look = 0; look < Looks; look++)
        {
            var steal = await StealAsync();
            if (steal <= MostSteal) return;
            if (look == 0) Progress.Say($"  {steal:P0} of the processors are given to others: waiting");
            await Task.Delay(s_pause);
        }
    }

    /// <summary>The share of the machine's time that went to others while all processors were wanted (steal, proc_stat(5)).</summary>
    private static async Task<double> StealAsync()
    {
        var (steal, all) = Read();
        using var over = new CancellationTokenSource(s_busy);
        await Task.WhenAll(Enumerable.Range(0, Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
            () =>
            {
                while (!over.IsCancellationRequested) Thread.SpinWait(100);
            },
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        var (stealAfter, allAfter) = Read();
        return (stealAfter - steal) / Math.Max(1, allAfter - all);
    }

    private static (double Steal, double All) Read()
    {
        var times = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return (times[7], times.Sum());
    }
}
