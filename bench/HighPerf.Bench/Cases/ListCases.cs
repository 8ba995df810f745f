using HighPerf.Api.Lists;
using HighPerf.Api.Media;
using HighPerf.Api.Public;
using HighPerf.Api.Rankings;
using HighPerf.Core.Rankings;
using HighPerf.Core.Storage;

namespace HighPerf.Bench.Cases;

/// <summary>The public lists: what a request costs that finds its page ready, and what it costs to make one.</summary>
internal static class ListCases
{
    public static IEnumerable<HotCase> All =>
    [
        new("ranking page, ready", () =>
        {
            var view = Contest.Copy().View;
            var pages = new ReadyPages<Standing>(new RankingList());
            var page = pages.At(new ListPlace(null, 0, 10, null));
            return () => GC.KeepAlive(page.In(view).Body.Plain);
        }),
        new("ranking page, built", () =>
        {
            var rows = Slice(Contest.Copy().View.Standings.All, 10);
            var list = new RankingList();
            return () => GC.KeepAlive(new ReadyBody(list.Write(rows, 0)));
        }),
        new("ranking page, compressed", () =>
        {
            var bytes = new RankingList().Write(Slice(Contest.Copy().View.Standings.All, 10), 0);
            return () => GC.KeepAlive(new ReadyBody(bytes).Gzip);
        }),
        new("page of videos, built", () =>
        {
            var rows = Slice(Contest.Copy().View.Videos.All, 10);
            var list = new PublicVideoList(new MediaUrls(Everyday.Options, new UrlSigner(Everyday.Keys.Now.Secrets, Everyday.Options.SignedUrlLife, TimeProvider.System)));
            return () => GC.KeepAlive(new ReadyBody(list.Write(rows, 0)));
        }),
    ];

    private static T[] Slice<T>(OrderedChunks<T> list, int count)
    {
        var rows = new T[count];
        list.CopyTo(0, rows);
        return rows;
    }
}
