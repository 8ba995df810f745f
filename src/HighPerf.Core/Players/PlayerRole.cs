namespace HighPerf.Core.Players;

/// <summary>What <c>players.role</c> holds.</summary>
public static class PlayerRole
{
    public const string Player = "player";
    public const string Moderator = "moderator";
}
