namespace HighPerf.Api.Auth;

internal sealed record SignupResponse(Guid Id, string FirstName, string LastName, string Email, string? City, string? Country);
