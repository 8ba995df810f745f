using System.Data.Common;
using System.Net.Sockets;

namespace HighPerf.Testing;

/// <summary>How a program that measures ends: 0; 1 and one line for a failure; 130, as of SIGINT, when it was stopped.</summary>
public static class MeasuringProgram
{
    /// <param name="name">Of the program, as its line begins.</param>
    public static Task<int> RunAsync(string name, Func<Task> work, CancellationToken stop) => RunAsync(
        name,
        async () =>
        {
            await work();
            return true;
        },
        stop);

    /// <param name="name">Of the program, as its line begins.</param>
    /// <param name="work">Says whether what was measured is within its limits; if not, the exit code is 1.</param>
    public static async Task<int> RunAsync(string name, Func<Task<bool>> work, CancellationToken stop)
    {
        try
        {
            return await work().WaitAsync(stop) ? 0 : 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync($"{name}: stopped");
            return 130;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or TimeoutException or HttpRequestException or SocketException or DbException)
        {
            await Console.Error.WriteLineAsync($"{name}: {e.Message}");
            return 1;
        }
    }
}
