namespace HighPerf.Core.Players;

/// <summary>What a login is checked against.</summary>
public sealed record PlayerCredentials(Guid Id, string PasswordHash);
