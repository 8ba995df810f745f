namespace HighPerf.Api.Auth;

internal sealed record SignupRequest(
    string? FirstName, string? LastName, string? Email, string? Password1, string? Password2, string? City, string? Country);
