namespace HighPerf.MediaRace;

/// <summary>What goes wrong is told without a stack.</summary>
internal static class Failures
{
    public static async Task<int> ShowAsync(Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception e) when (e is RaceException or InvalidOperationException)
        {
            await Console.Error.WriteLineAsync($"highperf-media-race: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("highperf-media-race: stopped");
            return 130;
        }
    }
}
