namespace HighPerf.Core.Rankings;

/// <summary>
/// Every open video in memory, and the ranking that follows from their votes. Changes cost by what changed: the places of the players
/// and videos concerned are taken out of their order and put in anew. Not thread-safe; the views it hands out are immutable.
/// </summary>
internal sealed class StandingsCopy
{
    private readonly DateTime? _closesAt;
    private readonly Dictionary<Guid, OpenVideo> _videos = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _ranked = []; // by player: videos that count
    private readonly Dictionary<Guid, Standing> _standings = [];

    /// <param name="videos">All that are open.</param>
    /// <param name="closesAt">When voting closes (UTC): a video that opens later is shown, and has no place in the ranking.</param>
    /// <param name="version">Of the first view.</param>
    public StandingsCopy(IEnumerable<OpenVideo> videos, DateTime? closesAt, long version)
    {
        _closesAt = closesAt;
        foreach (var video in videos) Put(video, []);
        foreach (var player in _ranked.Keys) _standings[player] = Sum(player);
        View = StandingsView.Of(version, _standings.Values, _videos.Values);
    }

    public StandingsView View { get; private set; }

    public int Videos => _videos.Count;

    /// <summary>Applies a poll's changes, and makes a new view when any of them shows.</summary>
    public void Apply(StandingsChange change)
    {
        var before = new Dictionary<Guid, OpenVideo?>(); // of each video that changes
        foreach (var delta in change.Deltas)
        {
            if (!_videos.TryGetValue(delta.VideoId, out var video)) continue; // hidden meanwhile: its votes do not count
            Put(
                video with { Votes = video.Votes + delta.Votes, LastVote = video.LastVote is { } last && last > delta.LastVote ? last : delta.LastVote },
                before);
        }

        foreach (var video in change.Recounted) Remove(video, before);
        foreach (var video in change.Counts) Put(video, before);
        if (before.Count > 0) Show(before);
    }

    /// <summary>
    /// How many of the open videos in the range differ from those counted from the tables, at the snapshot that this copy has been advanced to.
    /// </summary>
    public int Drift(IReadOnlyList<OpenVideo> counted, Guid after, Guid? upTo)
    {
        var expected = counted.ToDictionary(video => video.Id);
        var wrong = 0;
        foreach (var (id, video) in _videos)
        {
            if (id.CompareTo(after) <= 0 || (upTo is { } last && id.CompareTo(last) > 0)) continue;
            if (!expected.Remove(id, out var right) || right != video) wrong++;
        }

        return wrong + expected.Count;
    }

    private void Put(OpenVideo video, Dictionary<Guid, OpenVideo?> before)
    {
        before.TryAdd(video.Id, _videos.GetValueOrDefault(video.Id));
        _videos[video.Id] = video;
        if (video.PublishedAt > _closesAt) return;
        if (!_ranked.TryGetValue(video.PlayerId, out var videos)) _ranked[video.PlayerId] = videos = [];
        videos.Add(video.Id);
    }

    private void Remove(Guid id, Dictionary<Guid, OpenVideo?> before)
    {
        if (!_videos.Remove(id, out var video)) return;
        before.TryAdd(id, video);
        if (!_ranked.TryGetValue(video.PlayerId, out var videos)) return;
        videos.Remove(id);
        if (videos.Count == 0) _ranked.Remove(video.PlayerId);
    }

    /// <summary>New places for what changed; everything else keeps the order it has.</summary>
    private void Show(Dictionary<Guid, OpenVideo?> before)
    {
        var gone = before.Values.OfType<OpenVideo>().ToList();
        var come = before.Keys.Where(_videos.ContainsKey).Select(id => _videos[id]).ToList();
        var (left, entered) = (new List<Standing>(), new List<Standing>());
        foreach (var player in gone.Concat(come).Select(video => video.PlayerId).Distinct())
        {
            if (_standings.Remove(player, out var old)) left.Add(old);
            if (_ranked.ContainsKey(player)) entered.Add(_standings[player] = Sum(player));
        }

        View = new StandingsView(View.Version + 1, View.Standings.With(entered, left), View.Videos.With(come, gone));
    }

    private Standing Sum(Guid player)
    {
        OpenVideo? any = null;
        long votes = 0;
        DateTime? lastVote = null;
        foreach (var id in _ranked[player])
        {
            any = _videos[id];
            votes += any.Votes;
            if (lastVote is null || any.LastVote > lastVote) lastVote = any.LastVote ?? lastVote;
        }

        return new Standing(player, any!.Username, any.City, any.CityKey, votes, lastVote);
    }
}
