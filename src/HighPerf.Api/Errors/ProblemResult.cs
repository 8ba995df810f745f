using System.Diagnostics;
using HighPerf.Api.Limits;
using HighPerf.Api.Uploads;
using HighPerf.Core.Errors;

namespace HighPerf.Api.Errors;

/// <summary>Answers with an error of the catalogue, as <c>application/problem+json</c>.</summary>
internal sealed class ProblemResult(Error error, IReadOnlyDictionary<string, string[]>? errors = null, TimeSpan retryAfter = default) : IResult
{
    /// <summary>What ties a problem to the log lines of its request: the client's trace (W3C Trace Context), or the request's own name in this process.</summary>
    public static string TraceId(HttpContext context) => ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var trace) ? trace.TraceId.ToHexString() : context.TraceIdentifier;

    public Task ExecuteAsync(HttpContext httpContext) => WriteAsync(httpContext, error, errors, retryAfter);

    public static async Task WriteAsync(
        HttpContext context, Error error, IReadOnlyDictionary<string, string[]>? errors = null, TimeSpan retryAfter = default)
    {
        await RefusedBody.DrainAsync(context);
        var response = context.Response;
        response.StatusCode = error.Status;
        response.Headers.CacheControl = "no-store";
        if (error.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (error.Status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = RequestLimits.Seconds(retryAfter);
        var problem = new Problem(
            ErrorsPage.UrlOf(context, error), ProblemTitle.Of(error.Status), error.Status, error.Detail, error.Code, errors,
            TraceId(context));
        await response.WriteAsJsonAsync(problem, ApiJson.Wire.Problem, "application/problem+json", context.RequestAborted);
    }
}
