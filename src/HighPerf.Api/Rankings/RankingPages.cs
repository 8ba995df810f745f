using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Rankings;

/// <summary>Pages as ready bytes, each built once per version of the standings, on demand.</summary>
internal sealed class RankingPages(Standings standings)
{
    private const long MaxKeptBytes = 16 << 20;
    private const int Overhead = 512; // bytes: what keeping a page costs beside its body, its key among it

    private volatile Kept _kept = new(StandingsView.Empty);

    public RankingPage Get(string? cityKey, int offset, int limit)
    {
        var view = standings.View;
        var kept = _kept;
        if (!ReferenceEquals(kept.View, view)) _kept = kept = new Kept(view);
        if (kept.Pages.TryGetValue((cityKey, offset, limit), out var page)) return page;
        page = Build(view.Of(cityKey), offset, limit);
        kept.Add((cityKey, offset, limit), page);
        return page;
    }

    private static RankingPage Build(IReadOnlyList<Standing> list, int offset, int limit)
    {
        var rows = new List<RankingResponse>(limit);
        for (var i = offset; i < list.Count && i - offset < limit; i++)
        {
            rows.Add(new RankingResponse(i + 1, list[i].Username, list[i].City, list[i].Votes));
        }

        var body = JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<RankingResponse>>(rows, ApiJson.Wire.IReadOnlyListRankingResponse);
        return new RankingPage(body, $"\"{Base64Url.EncodeToString(SHA256.HashData(body).AsSpan(0, 16))}\"", offset + (long)limit < list.Count);
    }

    private sealed class Kept(StandingsView view)
    {
        private long _bytes;

        public StandingsView View { get; } = view;

        public ConcurrentDictionary<(string? CityKey, int Offset, int Limit), RankingPage> Pages { get; } = new();

        public void Add((string? CityKey, int Offset, int Limit) key, RankingPage page)
        {
            var size = page.Body.Length + Overhead;
            if (Interlocked.Add(ref _bytes, size) > MaxKeptBytes || !Pages.TryAdd(key, page)) Interlocked.Add(ref _bytes, -size);
        }
    }
}
