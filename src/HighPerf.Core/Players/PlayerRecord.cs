namespace HighPerf.Core.Players;

/// <summary>What the system knows of a player, for the player.</summary>
public sealed record PlayerRecord(Guid Id, string FirstName, string LastName, string Email, string? City, string? Country, DateTime CreatedAt);
