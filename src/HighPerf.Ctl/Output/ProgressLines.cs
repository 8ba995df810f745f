using System.Globalization;
using HighPerf.Core.Bulk;

namespace HighPerf.Ctl.Output;

/// <summary>A line a second on standard error: how far, how fast, how long still. Standard output stays the result's.</summary>
internal sealed class ProgressLines(TimeProvider time) : IProgress<BulkProgress>
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private string _counting = "";
    private long _started;
    private long _first;
    private long _written;

    public void Report(BulkProgress value)
    {
        if (value.Counting != _counting)
        {
            _counting = value.Counting;
            _written = _started = time.GetTimestamp();
            _first = value.Done;
            if (value.Done < value.Total) return;
        }

        if (value.Done < value.Total && time.GetElapsedTime(_written) < s_period) return;
        _written = time.GetTimestamp();
        var rate = (value.Done - _first) / Math.Max(time.GetElapsedTime(_started).TotalSeconds, 0.001);
        var left = value.Done < value.Total && rate > 0 ? $", {Readable.Age(TimeSpan.FromSeconds((value.Total - value.Done) / rate))} left" : "";
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{value.Counting}: {value.Done:N0} of {value.Total:N0}, {rate:N0}/s{left}"));
    }
}
