using System.Globalization;
using System.Text.Json;
using HighPerf.Api.Lists;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Rankings;

/// <summary>The ranking as a list that is kept ready.</summary>
internal sealed class RankingList : ListKind<Standing>
{
    public override string Name => RankingEndpoint.Name;

    public override string Path => KnownLists.Rankings;

    public override string Vary => "Accept-Encoding";

    public override CityLists<Standing> Lists(StandingsView view) => view.Standings;

    public override byte[] Write(ReadOnlySpan<Standing> rows, int offset)
    {
        var list = new List<RankingResponse>(rows.Length);
        foreach (var row in rows) list.Add(new RankingResponse(offset + list.Count + 1L, row.Username, row.City, row.Votes));
        return JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<RankingResponse>>(list, ApiJson.Wire.IReadOnlyListRankingResponse);
    }

    public override string NextPlace(ListPlace place, ReadOnlySpan<Standing> rows) =>
        string.Create(CultureInfo.InvariantCulture, $"offset={place.Offset + place.Limit}");
}
