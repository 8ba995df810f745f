using System.Data.Common;
using System.Text.Json;
using HighPerf.Api.Configuration;
using HighPerf.Api.Uploads;
using HighPerf.Core.Errors;
using Microsoft.AspNetCore.Diagnostics;

namespace HighPerf.Api.Errors;

/// <summary>The unexpected, told apart: what the client sent, what is away for the moment, and what is our own fault (logged).</summary>
internal sealed partial class ExceptionProblems(ApiOptions options, ILogger<ExceptionProblems> logger) : IExceptionHandler
{
    private const int NoSpaceLeft = 28; // ENOSPC, errno.h; .NET puts errno into an IOException's HResult
    private const int QuotaExceeded = 122; // EDQUOT

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }

        var error = Classify(exception);
        if (error == ErrorCatalogue.BodyTooLarge && httpContext.Request.HasFormContentType) error = ErrorCatalogue.FileTooLarge.Naming(options.MaxUploadBytes);
        var request = httpContext.Request;
        // An outage is one line per request, with its reason; our own fault is all there is to know.
        if (error == ErrorCatalogue.Unavailable) NotNow(request.Method, request.Path, ProblemResult.TraceId(httpContext), exception.Message);
        else if (error.Status >= 500) Failed(request.Method, request.Path, error.Code, ProblemResult.TraceId(httpContext), exception);
        await ProblemResult.WriteAsync(httpContext, error, WrongType(exception));
        return true;
    }

    private static Error Classify(Exception exception) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException } => ErrorCatalogue.MalformedJson,
        BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } => ErrorCatalogue.MalformedRequest,
        BadHttpRequestException bad => Problems.ForStatus(bad.StatusCode),
        IOException { HResult: NoSpaceLeft or QuotaExceeded } => ErrorCatalogue.StorageFull,
        UnavailableException or DbException { IsTransient: true } or TimeoutException => ErrorCatalogue.Unavailable,
        _ => ErrorCatalogue.Internal,
    };

    /// <summary>The field of a JSON body whose value is of another type, or no Unicode.</summary>
    private static Dictionary<string, string[]>? WrongType(Exception exception) =>
        exception is BadHttpRequestException { InnerException: JsonException { InnerException: not JsonException, Path: ['$', '.', .. { Length: > 0 } field] } }
            ? new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = ["No es un valor válido."] }
            : null;

    [LoggerMessage(1002, LogLevel.Warning, "{Method} {Path} answered unavailable, trace {TraceId}: {Reason}")]
    private partial void NotNow(string method, string path, string traceId, string reason);

    [LoggerMessage(1001, LogLevel.Error, "{Method} {Path} answered {Code}, trace {TraceId}")]
    private partial void Failed(string method, string path, string code, string traceId, Exception exception);
}
