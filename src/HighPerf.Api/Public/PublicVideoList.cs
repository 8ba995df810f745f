using System.Text.Json;
using HighPerf.Api.Lists;
using HighPerf.Api.Media;
using HighPerf.Api.Paging;
using HighPerf.Core.Paging;
using HighPerf.Core.Rankings;

namespace HighPerf.Api.Public;

/// <summary>The videos open for voting as a list that is kept ready.</summary>
internal sealed class PublicVideoList(MediaUrls urls) : ListKind<OpenVideo>
{
    public override string Name => PublicVideoEndpoints.List;

    public override string Path => KnownLists.Videos;

    /// <summary>With a token, rows tell whether the player has voted.</summary>
    public override string Vary => "Accept-Encoding, Authorization";

    public override CityLists<OpenVideo> Lists(StandingsView view) => view.Videos;

    public override byte[] Write(ReadOnlySpan<OpenVideo> rows, int offset)
    {
        var list = new List<PublicVideoResponse>(rows.Length);
        foreach (var row in rows) list.Add(PublicVideoResponse.Of(row, urls, voted: null));
        return JsonSerializer.SerializeToUtf8Bytes<IReadOnlyList<PublicVideoResponse>>(list, ApiJson.Wire.IReadOnlyListPublicVideoResponse);
    }

    public override string NextPlace(ListPlace place, ReadOnlySpan<OpenVideo> rows) => "cursor=" + Cursor.Write(new Keyset(rows[^1].PublishedAt, rows[^1].Id));

    public override int IndexAfter(OrderedChunks<OpenVideo> list, Keyset place)
    {
        var probe = OpenVideoOrder.At(place);
        var index = list.IndexOf(probe);
        return index < list.Count && OpenVideoOrder.Instance.Compare(list[index], probe) == 0 ? index + 1 : index;
    }
}
