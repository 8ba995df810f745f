namespace HighPerf.Core.Players.Roles;

/// <summary>What became of a player's role. <c>Changed</c> is false when the player had it (or had it not) already.</summary>
public sealed record RoleChange(Guid PlayerId, string Role, bool Changed);
