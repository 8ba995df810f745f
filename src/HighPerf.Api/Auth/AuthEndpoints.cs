using HighPerf.Api.Configuration;
using HighPerf.Api.Errors;
using HighPerf.Api.Limits;
using HighPerf.Core.Errors;
using HighPerf.Core.Players;

namespace HighPerf.Api.Auth;

/// <summary>Contract rows 1 and 2.</summary>
internal static class AuthEndpoints
{
    public static void MapAuth(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth").WithTags("Auth");
        auth.MapPost("/signup", SignupAsync).WithName("signup").WithSummary("Registers a player")
            .Produces<SignupResponse>(StatusCodes.Status201Created).Refuses(400, 413, 415, 429);
        auth.MapPost("/login", LoginAsync).WithName("login").WithSummary("Issues an access token")
            .Produces<LoginResponse>().Refuses(400, 401, 413, 415, 429);
    }

    private static async Task<IResult> SignupAsync(
        SignupRequest request, HttpContext context, PasswordLane passwords, PlayerStore players, CancellationToken cancellationToken)
    {
        var errors = SignupRules.Check(
            request.FirstName, request.LastName, request.Email, request.Password1, request.City, request.Country);
        if (errors.Count > 0) return ErrorCatalogue.InvalidField.ToResult(errors);
        if (request.Password1 != request.Password2) return ErrorCatalogue.PasswordsDiffer.ToResult();

        using var place = passwords.Enter(RequestLimits.AddressOf(context));
        if (!place.IsAcquired || await passwords.HashAsync(request.Password1!) is not { } hash) return Full(passwords);
        var player = new NewPlayer(
            request.FirstName!.Trim(), request.LastName!.Trim(), request.Email!.Trim(), hash, Optional(request.City), Optional(request.Country));
        return await players.AddAsync(player, cancellationToken) is { } id
            ? Results.Json(
                new SignupResponse(id, player.FirstName, player.LastName, player.Email, player.City, player.Country),
                ApiJson.Wire.SignupResponse, statusCode: StatusCodes.Status201Created)
            : ErrorCatalogue.EmailTaken.ToResult();
    }

    private static async Task<IResult> LoginAsync(
        LoginRequest request, HttpContext context, LoginLimit limit, PasswordLane passwords, PlayerStore players, TokenIssuer tokens,
        TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var address = RequestLimits.AddressOf(context);
        using var place = passwords.Enter(address);
        if (!place.IsAcquired) return Full(passwords);
        await using var attempt = await limit.BeginAsync(LoginLimit.KeyOf(request.Email ?? "", address), cancellationToken);
        if (attempt.Wait is { } wait) return ErrorCatalogue.TooManyLogins.ToResult(retryAfter: wait);

        // NUL is in no stored e-mail and in no text that PostgreSQL takes: an unknown player like any other.
        var credentials = request.Email is { } email && !email.Contains('\0', StringComparison.Ordinal)
            ? await players.FindCredentialsAsync(email, cancellationToken)
            : null;
        switch (await passwords.VerifyAsync(request.Password ?? "", credentials?.PasswordHash, time.GetElapsedTime(began)))
        {
            case null:
                return Full(passwords);
            case false:
                attempt.Failed();
                return ErrorCatalogue.InvalidCredentials.ToResult();
            case true:
                await attempt.SucceededAsync();
                context.Response.Headers.CacheControl = "no-store"; // RFC 6749 §5.1
                return Results.Json(
                    new LoginResponse(tokens.Issue(credentials!.Id), "Bearer", (int)ApiOptions.TokenLife.TotalSeconds), ApiJson.Wire.LoginResponse);
        }
    }

    private static IResult Full(PasswordLane passwords) => ErrorCatalogue.TooManyLogins.ToResult(retryAfter: passwords.Backlog);

    private static string? Optional(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
