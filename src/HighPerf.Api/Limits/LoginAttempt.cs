using System.Threading.RateLimiting;

namespace HighPerf.Api.Limits;

/// <summary>
/// A log-in's turn among those of its account and address, and its place in their count. Disposing ends the turn and gives the place
/// back, unless the password was wrong: a full lane or a database that is away is nobody's failed log-in.
/// </summary>
/// <param name="counted">Where it was counted; null: it was refused, and counts nowhere.</param>
/// <param name="wait">How long until the next may be let in, when this one is not; else null.</param>
internal sealed class LoginAttempt(LoginLimit limit, string key, LoginCounter? counted, TimeSpan? wait, RateLimitLease? turn) : IAsyncDisposable
{
    private bool _settled = counted is null;

    public TimeSpan? Wait => wait;

    /// <summary>The password was wrong: it stays counted.</summary>
    public void Failed() => _settled = true;

    /// <summary>The password was right: what was counted is forgotten.</summary>
    public async Task SucceededAsync()
    {
        _settled = true;
        await limit.ForgetAsync(key);
    }

    public async ValueTask DisposeAsync()
    {
        using (turn)
        {
            if (!_settled) await limit.GiveBackAsync(key, counted!.Value);
        }
    }
}
