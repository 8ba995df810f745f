namespace HighPerf.System.Tests.Client;

/// <summary>A player who has signed up and logged in.</summary>
public sealed record Player(string Id, string FirstName, string LastName, string Email, string Password, string? City, string Token)
{
    public string Username => FirstName + " " + LastName;
}
