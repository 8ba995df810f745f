using HighPerf.Hosting.Secrets;
using Microsoft.Extensions.Time.Testing;

namespace HighPerf.Hosting.Tests.Secrets;

public sealed class SecretStoreTests
{
    private static readonly string[] s_names = ["JWT_SECRET"];

    private readonly FakeTimeProvider _time = new();
    private readonly FixedLayer _layer = new("the vault", ("JWT_SECRET", "one"));
    private readonly List<string> _seen = [];

    [Fact]
    public async Task Followers_are_told_after_each_reading_and_the_age_begins_anew()
    {
        var store = await StoreAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(TimeSpan.FromMinutes(1), store.Age);

        _layer.Secrets["JWT_SECRET"] = "two";
        await store.RefreshAsync();

        Assert.Equal(["two"], _seen);
        Assert.Equal(TimeSpan.Zero, store.Age);
    }

    [Fact]
    public async Task What_cannot_be_read_tells_nobody_and_the_age_goes_on()
    {
        var store = await StoreAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        _layer.Fault = new SecretException("the vault: gone") { MayPass = true };

        await Assert.ThrowsAsync<SecretException>(store.RefreshAsync);

        Assert.Empty(_seen);
        Assert.Equal(TimeSpan.FromMinutes(1), store.Age);
    }

    [Fact]
    public async Task A_follower_that_refuses_makes_the_reading_a_failed_one_and_keeps_nobody_from_theirs()
    {
        var store = await StoreAsync(_ => throw new FormatException("JWT_SECRET needs more"));
        _time.Advance(TimeSpan.FromMinutes(1));
        _layer.Secrets["JWT_SECRET"] = "two";

        Assert.Equal("JWT_SECRET needs more", (await Assert.ThrowsAsync<SecretException>(store.RefreshAsync)).Message);

        Assert.Equal(["two"], _seen);
        Assert.Equal(TimeSpan.FromMinutes(1), store.Age);
    }

    [Fact]
    public async Task Readings_are_a_second_apart_and_shared_by_all_who_ask_meanwhile()
    {
        var store = await StoreAsync();
        _time.Advance(TimeSpan.FromMilliseconds(400));

        var asked = Enumerable.Range(0, 5).Select(_ => store.RefreshAsync()).ToArray();
        Assert.All(asked, task => Assert.Same(asked[0], task));
        Assert.Equal(1, _layer.Readings); // the one of the start
        while (!asked[0].IsCompleted) // whenever its timer has been made
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        await asked[0];
        Assert.Equal(2, _layer.Readings);
        Assert.True(_time.GetUtcNow() - _time.Start >= TimeSpan.FromSeconds(1));
    }

    /// <param name="first">Follows before the one that writes down what it sees.</param>
    private async Task<SecretStore> StoreAsync(Action<SecretValues>? first = null)
    {
        var layers = new SecretLayers([_layer]);
        var store = new SecretStore(layers, s_names, await layers.ReadAsync(s_names, default), _time);
        if (first is not null) store.Follow(first);
        store.Follow(values => _seen.Add(values.Find(s_names)!.Text));
        return store;
    }
}
