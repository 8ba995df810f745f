using System.Globalization;
using HighPerf.Api.Memory;

namespace HighPerf.Api.Tests.Memory;

/// <summary>What is used stays, what is not goes, and there is never more than two generations of it.</summary>
public sealed class GenerationsTests
{
    private const int Size = 8;

    private readonly Generations<string, string> _known = new(Size);

    [Fact]
    public void What_is_used_is_remembered_and_what_is_not_is_forgotten()
    {
        _known.Remember("used", "1");
        _known.Remember("unused", "2");
        for (var i = 0; i < 5 * Size; i++)
        {
            _known.Remember(Text(i), "other");
            Assert.Equal("1", Find("used"));
        }

        Assert.Null(Find("unused"));
        Assert.InRange(Enumerable.Range(0, 5 * Size).Count(i => Find(Text(i)) is not null), 1, 2 * Size);
    }

    [Fact]
    public void What_is_remembered_again_takes_the_place_of_what_was()
    {
        _known.Remember("text", "before");
        _known.Remember("text", "after");
        Assert.Equal("after", Find("text"));
    }

    [Fact]
    public async Task Many_at_once_lose_nothing_that_they_use()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                var text = Text((n * 10_000) + i);
                _known.Remember(text, text);
                if (Find(text) is { } found) Assert.Equal(text, found);
            }
        })));
        _known.Remember("last", "1");
        Assert.Equal("1", Find("last"));
    }

    private string? Find(string text) => _known.TryFind(text, out var found) ? found : null;

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture);
}
