using HighPerf.Api.Auth;
using HighPerf.Api.Configuration;
using Microsoft.Extensions.Time.Testing;

namespace HighPerf.Api.Tests.Auth;

/// <summary>A token that came before is remembered, and for no longer than it lives.</summary>
public sealed class TokenCheckTests
{
    private static readonly ApiOptions s_options = TestOptions.Default;

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow()); // the library looks at the system's clock when it learns a token

    [Fact]
    public async Task A_remembered_token_is_known_until_it_expires_and_not_after()
    {
        var check = new TokenCheck(s_options, _time);
        var player = Guid.CreateVersion7();
        var authorization = "Bearer " + new TokenIssuer(s_options, _time).Issue(player);

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
        var check = new TokenCheck(s_options, _time);
        var player = Guid.CreateVersion7();
        var token = new TokenIssuer(s_options, _time).Issue(player);
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
        var check = new TokenCheck(s_options, _time);
        var authorization = "Bearer " + new TokenIssuer(s_options with { TokenKey = new byte[64] }, _time).Issue(Guid.CreateVersion7());

        Assert.False((await check.CheckAsync(authorization)).Succeeded);
        Assert.Null(check.FindPlayer(authorization));
    }
}
