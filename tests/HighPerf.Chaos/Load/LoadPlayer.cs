namespace HighPerf.Chaos.Load;

/// <summary>A player of the load, signed up and logged in before the first kill.</summary>
internal sealed class LoadPlayer(Guid id, string email, string password, string token)
{
    public Guid Id { get; } = id;

    public string Email { get; } = email;

    public string Password { get; } = password;

    /// <summary>Good for an hour; a longer run logs in again.</summary>
    public string Token { get; set; } = token;
}
