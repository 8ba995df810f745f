using System.Diagnostics;
using System.Globalization;

namespace HighPerf.Testing.Servers;

/// <summary>Waits for something outside the test process, with a limit and a message that says what never came.</summary>
public static class Poll
{
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks until the answer is not null, and returns it.</summary>
    public static async Task<T> UntilAsync<T>(string what, TimeSpan timeout, Func<Task<T?>> probe, Func<string>? state = null)
        where T : class
    {
        var elapsed = Stopwatch.StartNew();
        while (true)
        {
            if (await probe() is { } found)
                return found;
            if (elapsed.Elapsed > timeout)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture,
                    $"Waited {timeout.TotalSeconds:0.#} s in vain for: {what}. {state?.Invoke()}"));
            }

            await Task.Delay(Period);
        }
    }

    public static Task UntilAsync(string what, TimeSpan timeout, Func<Task<bool>> probe, Func<string>? state = null) =>
        UntilAsync<object>(what, timeout, async () => await probe() ? what : null, state);
}
