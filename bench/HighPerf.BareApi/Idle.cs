namespace HighPerf.BareApi;

/// <summary>The least that a server can hold open for a listener.</summary>
internal static class Idle
{
    public static async Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.BodyWriter.WriteAsync(":\n\n"u8.ToArray());
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
