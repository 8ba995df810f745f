namespace HighPerf.Core.Players.Roles;

/// <summary>A player with a role, for the operator who asked.</summary>
public sealed record RoleHolder(Guid Id, string Email, string Username, string Role);
