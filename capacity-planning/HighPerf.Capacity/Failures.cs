using HighPerf.Capacity.Campaigns;

namespace HighPerf.Capacity;

/// <summary>A failure is one line and the exit code 1; Ctrl-C's is 130.</summary>
internal static class Failures
{
    public static async Task<int> ShowAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception e) when (e is CapacityException or GeneratorException or InvalidOperationException or IOException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"highperf-capacity: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("highperf-capacity: stopped");
            return 130; // as of SIGINT
        }
    }
}
