using HighPerf.Hosting.Keys;

namespace HighPerf.Api.Auth;

/// <summary>
/// The keys of access tokens as they are now. A key signs when it has been there for two readings of the secrets, so that every process verifies it by then; until
/// then the one that signed before goes on, where it is still there.
/// </summary>
internal sealed class KeyRing
{
    private readonly TimeSpan _known;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<(SigningKey Key, DateTimeOffset Since)> _seen = [];
    private volatile KeySet _now;

    /// <param name="refresh">How often every process reads the secrets.</param>
    public KeyRing(SigningKeys keys, TimeSpan refresh, TimeProvider time)
    {
        (_known, _time) = (2 * refresh, time);
        See(keys, unlessPublished: DateTimeOffset.MinValue); // nobody knows how long they have been there
        _now = new KeySet(keys.All, IsKnown(keys.Current) || keys.Previous is null ? keys.Current : keys.Previous);
    }

    public KeySet Now => _now;

    /// <summary>There are other keys now, or another one signs.</summary>
    public event EventHandler? Changed;

    /// <summary>The secrets have been read again. To be called each time, also when they are the same: a key's time comes.</summary>
    public void Update(SigningKeys keys)
    {
        lock (_gate)
        {
            See(keys, unlessPublished: _time.GetUtcNow());
            var now = new KeySet(keys.All, Signing(keys));
            if (now.Is(_now)) return;
            _now = now;
        }

        Changed?.Invoke(this, EventArgs.Empty);
    }

    private SigningKey Signing(SigningKeys keys) =>
        IsKnown(keys.Current) ? keys.Current : keys.All.FirstOrDefault(_now.Signing.Is) ?? keys.Current;

    private bool IsKnown(SigningKey key) => _time.GetUtcNow() - _seen.First(seen => seen.Key.Is(key)).Since >= _known;

    private void See(SigningKeys keys, DateTimeOffset unlessPublished)
    {
        _seen.RemoveAll(seen => !keys.All.Any(seen.Key.Is));
        _seen.AddRange(keys.All.Where(key => !_seen.Any(seen => seen.Key.Is(key))).Select(key => (key, key.Published ?? unlessPublished)).ToList());
    }
}
