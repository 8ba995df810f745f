using Microsoft.AspNetCore.Diagnostics;

namespace HighPerf.Api.Uploads;

/// <summary>What is left of the body of a request that was refused.</summary>
internal static class RefusedBody
{
    /// <summary>How much of it is read on, in bytes.</summary>
    public const long Most = 128L << 20;

    /// <summary>
    /// Of an upload: reads on, so that an ordinary client has sent all and reads the answer instead of meeting a connection that was cut. A body that cannot be
    /// read any more is left to the server.
    /// </summary>
    public static async ValueTask DrainAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint() ?? context.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
        if (endpoint?.Metadata.GetMetadata<BodyLimit>() is null) return;
        try
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
        catch (Exception e) when (e is IOException or InvalidOperationException or OperationCanceledException)
        {
            // Too large (BadHttpRequestException), broken off, or in the middle of a read that failed.
        }
    }
}
