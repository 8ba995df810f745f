using HighPerf.Core.Errors;

namespace HighPerf.Api.Errors;

/// <summary>Turns whatever was not answered by an endpoint (exceptions, unknown routes, wrong methods) into problems.</summary>
internal static class Problems
{
    public static IResult ToResult(this Error error, IReadOnlyDictionary<string, string[]>? errors = null, TimeSpan retryAfter = default) =>
        new ProblemResult(error, errors, retryAfter);

    /// <summary>Documents the statuses of an endpoint's refusals.</summary>
    public static TBuilder Refuses<TBuilder>(this TBuilder endpoint, params int[] statuses) where TBuilder : IEndpointConventionBuilder
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(Problem), ["application/problem+json"]));
        }

        return endpoint;
    }

    public static void AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ExceptionProblems>();
        services.AddProblemDetails(); // UseExceptionHandler asks for a fallback writer; ours answers first
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    /// <summary>Answers for what fails in all that follows.</summary>
    public static void UseExceptionProblems(this WebApplication application) => application.UseExceptionHandler();

    /// <summary>Gives a body to statuses that have none.</summary>
    public static void UseStatusProblems(this WebApplication application) => application.UseStatusCodePages(
        pages => ProblemResult.WriteAsync(pages.HttpContext, ForStatus(pages.HttpContext.Response.StatusCode)));

    public static Error ForStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => ErrorCatalogue.Unauthorized,
        StatusCodes.Status403Forbidden => ErrorCatalogue.Forbidden,
        StatusCodes.Status404NotFound => ErrorCatalogue.NotFound,
        StatusCodes.Status405MethodNotAllowed => ErrorCatalogue.MethodNotAllowed,
        StatusCodes.Status412PreconditionFailed => ErrorCatalogue.PreconditionFailed,
        StatusCodes.Status413PayloadTooLarge => ErrorCatalogue.BodyTooLarge,
        StatusCodes.Status429TooManyRequests => ErrorCatalogue.TooManyRequests,
        StatusCodes.Status415UnsupportedMediaType => ErrorCatalogue.UnsupportedMediaType,
        >= 500 => ErrorCatalogue.Internal with { Status = status },
        _ => ErrorCatalogue.MalformedRequest with { Status = status },
    };
}
