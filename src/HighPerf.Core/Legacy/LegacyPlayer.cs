namespace HighPerf.Core.Legacy;

/// <summary>A row of the old <c>users</c>.</summary>
internal sealed record LegacyPlayer(
    long Id, string? FirstName, string? LastName, string? Email, string? PasswordHash, string? City, string? Country, DateTime CreatedAt);
