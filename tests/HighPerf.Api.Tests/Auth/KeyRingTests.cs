using HighPerf.Api.Auth;
using HighPerf.Hosting.Keys;
using Microsoft.Extensions.Time.Testing;

namespace HighPerf.Api.Tests.Auth;

/// <summary>Nobody signs with a key that another process may not know yet.</summary>
public sealed class KeyRingTests
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMinutes(1);
    private static readonly SigningKey s_old = new(new string('o', 32));
    private static readonly SigningKey s_new = new(new string('n', 32));

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_key_that_is_put_in_at_once_signs_after_two_readings_and_is_verified_before()
    {
        var keys = new KeyRing(new SigningKeys(null, s_old, null), s_refresh, _time);
        var changes = 0;
        keys.Changed += (_, _) => changes++;

        keys.Update(new SigningKeys(null, s_new, s_old));
        Assert.Equal((s_old.Id, true), (keys.Now.Signing.Id, keys.Now.Has(s_new)));
        _time.Advance(s_refresh);
        keys.Update(new SigningKeys(null, s_new, s_old));
        Assert.Equal(s_old.Id, keys.Now.Signing.Id);
        _time.Advance(s_refresh);
        keys.Update(new SigningKeys(null, s_new, s_old));
        Assert.Equal(s_new.Id, keys.Now.Signing.Id);

        Assert.Equal(2, changes);
        Assert.Equal(s_new.ToBytes(), keys.Now.Secrets[0]);
        Assert.Equal(2, keys.Now.Secrets.Count);
    }

    [Fact]
    public void A_next_key_that_has_been_there_signs_as_soon_as_it_is_the_current_one()
    {
        var keys = new KeyRing(new SigningKeys(s_new, s_old, null), s_refresh, _time);
        Assert.Equal(s_old.Id, keys.Now.Signing.Id);

        keys.Update(new SigningKeys(null, s_new, s_old));

        Assert.Equal(s_new.Id, keys.Now.Signing.Id);
    }

    [Fact]
    public void A_key_that_is_withdrawn_signs_no_longer_whatever_takes_its_place()
    {
        var keys = new KeyRing(new SigningKeys(null, s_old, null), s_refresh, _time);

        keys.Update(new SigningKeys(null, s_new, null));

        Assert.Equal((s_new.Id, false), (keys.Now.Signing.Id, keys.Now.Has(s_old)));
    }

    [Fact]
    public void A_process_that_starts_goes_by_when_a_key_was_published()
    {
        var fresh = new SigningKey(new string('f', 32), published: _time.GetUtcNow() - s_refresh);

        Assert.Equal(s_old.Id, new KeyRing(new SigningKeys(null, fresh, s_old), s_refresh, _time).Now.Signing.Id);
        Assert.Equal(fresh.Id, new KeyRing(new SigningKeys(null, fresh, null), s_refresh, _time).Now.Signing.Id); // there is no other
        _time.Advance(s_refresh);
        Assert.Equal(fresh.Id, new KeyRing(new SigningKeys(null, fresh, s_old), s_refresh, _time).Now.Signing.Id);
    }
}
