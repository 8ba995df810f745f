namespace HighPerf.Chaos.Load;

/// <summary>A sign-up that may have reached the system.</summary>
/// <param name="Acknowledged">Answered 201.</param>
internal sealed record SentSignup(string Email, string Password, bool Acknowledged);
