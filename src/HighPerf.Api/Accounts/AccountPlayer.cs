namespace HighPerf.Api.Accounts;

internal sealed record AccountPlayer(
    Guid Id, string FirstName, string LastName, string Email, string? City, string? Country, DateTime CreatedAt);
