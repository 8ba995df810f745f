namespace HighPerf.Core.Players;

/// <summary>A player who signs up, checked by <see cref="SignupRules"/>; the password is hashed already.</summary>
public sealed record NewPlayer(string FirstName, string LastName, string Email, string PasswordHash, string? City, string? Country);
