using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using HighPerf.Hosting.Keys;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace HighPerf.Api.Tests.Auth;

/// <summary>A token that came before is remembered, and for no longer than it lives.</summary>
public sealed class TokenCheckTests
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow()); // the library looks at the system's clock when it learns a token
    private readonly KeyRing _keys;

    public TokenCheckTests() => _keys = new KeyRing(TestOptions.Default.TokenKeys, s_refresh, _time);

    [Fact]
    public async Task A_remembered_token_is_known_until_it_expires_and_not_after()
    {
        var check = new TokenCheck(_keys, _time);
        var player = Guid.CreateVersion7();
        var authorization = "Bearer " + new TokenIssuer(_keys, _time).Issue(player);

        Assert.Null(check.FindPlayer(authorization)); // not before it was checked
        Assert.True((await check.CheckAsync(authorization)).Succeeded);
        _time.Advance(ApiOptions.TokenLife - TimeSpan.FromSeconds(2));
        Assert.Equal(player, check.FindPlayer(authorization));
        Assert.True((await check.CheckAsync(authorization)).Succeeded);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(check.FindPlayer(authorization));
        Assert.False((await check.CheckAsync(authorization)).Succeeded);
    }

    [Fact]
    public async Task A_token_is_known_by_all_of_its_text_and_by_nothing_else()
    {
        var check = new TokenCheck(_keys, _time);
        var player = Guid.CreateVersion7();
        var token = new TokenIssuer(_keys, _time).Issue(player);
        Assert.True((await check.CheckAsync("Bearer " + token)).Succeeded);

        Assert.Equal(player, check.FindPlayer("bearer  " + token + " ")); // RFC 9110 §11.1: the scheme has no case
        Assert.Null(check.FindPlayer("Basic " + token));
        for (var i = 0; i < token.Length; i++)
        {
            Assert.Null(check.FindPlayer($"Bearer {token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}"));
        }
    }

    [Fact]
    public async Task A_token_of_another_key_is_not_remembered()
    {
        var check = new TokenCheck(_keys, _time);
        var authorization = "Bearer " + new TokenIssuer(new KeyRing(SigningKeys.Of(new string('o', 64)), s_refresh, _time), _time).Issue(Guid.CreateVersion7());

        Assert.False((await check.CheckAsync(authorization)).Succeeded);
        Assert.Null(check.FindPlayer(authorization));
    }

    [Fact]
    public async Task A_remembered_token_is_refused_when_its_key_is_withdrawn_and_known_on_when_another_is()
    {
        var (first, second, third) = (SigningKey.New(default), SigningKey.New(default), SigningKey.New(default));
        var keys = new KeyRing(new SigningKeys(null, second, first), s_refresh, _time);
        var check = new TokenCheck(keys, _time);
        var player = Guid.CreateVersion7();
        var old = "Bearer " + new TokenIssuer(new KeyRing(new SigningKeys(null, first, null), s_refresh, _time), _time).Issue(player);
        var current = "Bearer " + new TokenIssuer(keys, _time).Issue(player);
        Assert.True((await check.CheckAsync(old)).Succeeded);
        Assert.True((await check.CheckAsync(current)).Succeeded);

        keys.Update(new SigningKeys(third, second, first)); // one more: nothing is forgotten
        Assert.Equal(player, check.FindPlayer(old));
        Assert.Equal(player, check.FindPlayer(current));

        keys.Update(new SigningKeys(null, third, second));
        Assert.Null(check.FindPlayer(old));
        Assert.False((await check.CheckAsync(old)).Succeeded);
        Assert.Null(check.FindPlayer(old));
        Assert.True((await check.CheckAsync(current)).Succeeded);
        Assert.Equal(player, check.FindPlayer(current));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_token_of_any_slot_is_valid_whether_it_names_its_key_or_not(bool named)
    {
        var slots = new[] { "next", "current", "previous" }.Select(slot => new SigningKey(slot.PadRight(64, '.'))).ToArray();
        var check = new TokenCheck(new KeyRing(new SigningKeys(slots[0], slots[1], slots[2]), s_refresh, _time), _time);
        foreach (var slot in slots)
        {
            // A key without a name makes tokens that name none: as the system did before it rotated.
            var key = new SymmetricSecurityKey(slot.ToBytes()) { KeyId = named ? slot.Id : null };
            var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = Guid.CreateVersion7().ToString() },
                Expires = _time.GetUtcNow().UtcDateTime + ApiOptions.TokenLife,
                SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
            });
            Assert.Equal(named ? slot.Id : "", new JsonWebToken(token).Kid ?? "");
            Assert.True((await check.CheckAsync("Bearer " + token)).Succeeded, slot.Id);
        }
    }
}
