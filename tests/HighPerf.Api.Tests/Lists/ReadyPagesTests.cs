using System.Globalization;
using HighPerf.Api.Lists;
using HighPerf.Api.Rankings;
using HighPerf.Core.Rankings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HighPerf.Api.Tests.Lists;

/// <summary>Whoever asks for URLs that nobody asked for before takes no more memory than was set aside for them.</summary>
public sealed class ReadyPagesTests : IDisposable
{
    private readonly ReadyPages<Standing> _pages = new(new RankingList());
    private readonly ServiceProvider _services = new ServiceCollection().AddSingleton(TestOptions.Default).BuildServiceProvider();

    [Fact]
    public void Many_urls_of_one_page_begin_anew_when_they_are_too_many()
    {
        var first = Ask("?n=0", offset: 0);
        Assert.Same(first, Ask("?n=0", offset: 0));
        Assert.Same(first.Page, Ask("?n=1", offset: 0).Page);
        Assert.InRange(AskedUntilForgotten(n => Ask(Query(n + 2), offset: 0)), 900, 1_100); // of 100,000 rows, of which the page and each URL take 100
        Assert.NotSame(first.Page, Ask("?n=0", offset: 0).Page);
    }

    [Fact]
    public void Many_pages_begin_anew_when_they_are_too_many()
    {
        Ask("?n=0", offset: 0);
        Assert.InRange(AskedUntilForgotten(n => Ask(Query(n + 1), offset: n + 1)), 450, 550); // each is a page and a URL
    }

    [Fact]
    public void Many_urls_of_few_rows_begin_anew_when_they_are_too_many()
    {
        Ask("?n=0", offset: 0, limit: 1);
        Assert.InRange(AskedUntilForgotten(n => Ask(Query(n + 1), offset: 0, limit: 1)), 16_000, 17_000); // of 16,384 URLs
    }

    [Fact]
    public void A_long_url_is_answered_and_not_remembered()
    {
        var query = "?n=" + new string('x', 300);
        Assert.NotSame(Ask(query, offset: 0), Ask(query, offset: 0));
        Assert.False(_pages.TryFind(query, out _));
    }

    public void Dispose() => _services.Dispose();

    /// <summary>How many are asked for until the first URL of all is not known any more.</summary>
    private int AskedUntilForgotten(Action<int> ask)
    {
        for (var n = 0; n < 100_000; n++)
        {
            ask(n);
            if (!_pages.TryFind("?n=0", out _)) return n + 1;
        }

        return int.MaxValue;
    }

    private KnownUrl<Standing> Ask(string query, int offset, int limit = 100)
    {
        var context = new DefaultHttpContext { RequestServices = _services };
        context.Request.QueryString = new QueryString(query);
        return _pages.Get(new ListPlace(null, offset, limit, null), context);
    }

    private static string Query(int n) => string.Create(CultureInfo.InvariantCulture, $"?n={n}");
}
