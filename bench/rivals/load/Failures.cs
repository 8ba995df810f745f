namespace HighPerf.LoadRace;

/// <summary>A failure is one line and the exit code 1; Ctrl-C's is 130.</summary>
internal static class Failures
{
    /// <param name="work">Says whether hpload kept its limits.</param>
    public static async Task<int> ShowAsync(Func<Task<bool>> work)
    {
        try
        {
            return await work() ? 0 : 1;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or TimeoutException)
        {
            await Console.Error.WriteLineAsync($"highperf-load-race: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("highperf-load-race: stopped");
            return 130; // as of SIGINT
        }
    }
}
