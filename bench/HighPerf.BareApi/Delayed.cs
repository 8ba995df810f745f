namespace HighPerf.BareApi;

/// <summary>An answer after a drawn time: what load generators are compared at, since all of them should see the same latencies.</summary>
internal static class Delayed
{
    private const int Least = 40; // milliseconds
    private const int Most = 200;

    public static async Task AnswerAsync(HttpContext context, RecordedAnswer answer)
    {
        await Task.Delay(Random.Shared.Next(Least, Most + 1), context.RequestAborted);
        await answer.WriteAsync(context);
    }
}
