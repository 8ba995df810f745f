namespace HighPerf.Api.Uploads;

/// <summary>What is left of the body of a request that was refused.</summary>
internal static class RefusedBody
{
    /// <summary>How much of it is read on, in bytes.</summary>
    public const long Most = 128L << 20;

    /// <summary>Reads on, so that an ordinary client has sent all and reads the answer instead of meeting a connection that was cut.</summary>
    public static async Task DrainAsync(HttpContext context)
    {
        var body = context.Request.BodyReader;
        for (long drained = 0; drained < Most;)
        {
            var read = await body.ReadAsync(context.RequestAborted);
            drained += read.Buffer.Length;
            body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }
}
