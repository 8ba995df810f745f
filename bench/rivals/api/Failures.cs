using System.Net.Sockets;

namespace HighPerf.ApiRace;

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
        catch (Exception e) when (e is InvalidOperationException or IOException or TimeoutException or HttpRequestException or SocketException)
        {
            await Console.Error.WriteLineAsync($"highperf-api-race: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("highperf-api-race: stopped");
            return 130; // as of SIGINT
        }
    }
}
