using System.Runtime.InteropServices;

namespace HighPerf.Core.Rankings;

/// <summary>
/// The votes of every open video in memory, and the ranking that follows from them. Changes cost by what changed: the places of the
/// players concerned are taken out of the order and merged back in. Not thread-safe; the views it hands out are immutable.
/// </summary>
internal sealed class StandingsCopy
{
    private readonly Dictionary<Guid, VideoTally> _videos = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _videosOf = [];
    private readonly Dictionary<Guid, Standing> _standings = [];
    private Standing[] _all = [];
    private Dictionary<string, IReadOnlyList<Standing>> _byCity = new(StringComparer.Ordinal);

    public StandingsCopy(IEnumerable<VideoCount> counts, long version)
    {
        foreach (var count in counts) Put(count);
        foreach (var (player, videos) in _videosOf) _standings[player] = Sum(_standings[player], videos);
        _all = [.. _standings.Values.Order(StandingOrder.Instance)];
        foreach (var city in _all.Where(s => s.CityKey is not null).GroupBy(s => s.CityKey!, StringComparer.Ordinal)) _byCity[city.Key] = city.ToArray();
        View = new StandingsView(version, _all, _byCity);
    }

    public StandingsView View { get; private set; }

    public int Videos => _videos.Count;

    /// <summary>Applies a poll's changes, and makes a new view when any of them shows.</summary>
    public void Apply(StandingsChange change)
    {
        var touched = new HashSet<Guid>();
        foreach (var delta in change.Deltas)
        {
            ref var tally = ref CollectionsMarshal.GetValueRefOrNullRef(_videos, delta.VideoId);
            if (System.Runtime.CompilerServices.Unsafe.IsNullRef(ref tally)) continue; // hidden meanwhile: its votes do not count
            tally = tally with
            {
                Votes = tally.Votes + delta.Votes,
                LastVote = tally.LastVote is { } last && last > delta.LastVote ? last : delta.LastVote,
            };
            touched.Add(tally.PlayerId);
        }

        foreach (var video in change.Recounted) Remove(video, touched);
        foreach (var count in change.Counts)
        {
            Put(count);
            touched.Add(count.Tally.PlayerId);
        }

        if (touched.Count > 0) Rank(touched);
    }

    /// <summary>
    /// How many of the open videos in the range differ from their <paramref name="counts"/>, taken at the snapshot that this copy has been
    /// advanced to.
    /// </summary>
    public int Drift(IReadOnlyList<VideoCount> counts, Guid after, Guid? upTo)
    {
        var expected = counts.ToDictionary(c => c.VideoId, c => c.Tally);
        var known = _videos.Where(v => v.Key.CompareTo(after) > 0 && (upTo is not { } last || v.Key.CompareTo(last) <= 0));
        var wrong = 0;
        foreach (var (video, tally) in known)
        {
            if (!expected.Remove(video, out var counted) || counted != tally) wrong++;
        }

        return wrong + expected.Count;
    }

    private void Put(VideoCount count)
    {
        _videos[count.VideoId] = count.Tally;
        if (!_videosOf.TryGetValue(count.Tally.PlayerId, out var videos)) _videosOf[count.Tally.PlayerId] = videos = [];
        videos.Add(count.VideoId);
        _standings.TryAdd(count.Tally.PlayerId, new Standing(count.Tally.PlayerId, count.Username, count.City, count.CityKey, 0, null));
    }

    private void Remove(Guid video, HashSet<Guid> touched)
    {
        if (!_videos.Remove(video, out var tally)) return;
        _videosOf[tally.PlayerId].Remove(video);
        touched.Add(tally.PlayerId);
    }

    private Standing Sum(Standing standing, HashSet<Guid> videos)
    {
        long votes = 0;
        DateTime? last = null;
        foreach (var video in videos)
        {
            var tally = _videos[video];
            votes += tally.Votes;
            if (tally.LastVote > last || last is null) last = tally.LastVote ?? last;
        }

        return standing with { Votes = votes, LastVote = last };
    }

    /// <summary>New places for these players; everybody else keeps the order they have.</summary>
    private void Rank(HashSet<Guid> players)
    {
        var changed = new List<Standing>(players.Count);
        var cities = new HashSet<string>(StringComparer.Ordinal);
        foreach (var player in players)
        {
            var standing = _standings[player];
            if (standing.CityKey is not null) cities.Add(standing.CityKey);
            if (_videosOf[player] is { Count: > 0 } videos)
            {
                changed.Add(_standings[player] = Sum(standing, videos));
            }
            else
            {
                _videosOf.Remove(player);
                _standings.Remove(player);
            }
        }

        changed.Sort(StandingOrder.Instance);
        _all = Merge(_all, players, changed);
        _byCity = new(_byCity, StringComparer.Ordinal);
        foreach (var city in cities)
        {
            var merged = Merge(_byCity.GetValueOrDefault(city, []), players, [.. changed.Where(s => s.CityKey == city)]);
            if (merged.Length > 0) _byCity[city] = merged;
            else _byCity.Remove(city);
        }

        View = new StandingsView(View.Version + 1, _all, _byCity);
    }

    private static Standing[] Merge(IReadOnlyList<Standing> ordered, HashSet<Guid> without, List<Standing> changed)
    {
        var merged = new List<Standing>(ordered.Count + changed.Count);
        var next = 0;
        foreach (var standing in ordered)
        {
            if (without.Contains(standing.PlayerId)) continue;
            while (next < changed.Count && StandingOrder.Instance.Compare(changed[next], standing) < 0) merged.Add(changed[next++]);
            merged.Add(standing);
        }

        merged.AddRange(changed[next..]);
        return [.. merged];
    }
}
