using System.Globalization;
using HighPerf.Capacity.Rivals.Rates;
using HighPerf.Capacity.Rivals.Systems;

namespace HighPerf.Capacity.Rivals.Races;

/// <summary>The plans whose rates are searched, the same for both systems, and the files that they draw from.</summary>
internal sealed class RatePlans(Ground ground)
{
    private const int LoginPlayers = 1_000;
    private const int FewestVoters = 50;
    private const double Spare = 1.5; // pairs of a voter and a video for each vote

    private readonly Dictionary<string, IReadOnlyList<string>> _voters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _used = new(StringComparer.Ordinal);

    public static RatePlan Rankings() => new("rival-rankings.json", "ranking", _ => Task.FromResult<IReadOnlyDictionary<string, string>>(new Dictionary<string, string>(StringComparer.Ordinal)));

    public RatePlan Logins() => new("rival-logins.json", "login", _ => LoginSettingsAsync());

    /// <summary>Each run has voters of its own: no vote has been cast before.</summary>
    public RatePlan Votes(IRival rival) => new("rival-votes.json", "vote", async rate =>
    {
        if (!_voters.TryGetValue(rival.Name, out var voters)) _voters[rival.Name] = voters = await Watch.ListAsync(rival.Database, rival.VotersQuery);
        var votes = rate * (ground.Settings.WarmUpSeconds + ground.Settings.ProbeSeconds);
        var (used, count) = (_used.GetValueOrDefault(rival.Name), Math.Max(FewestVoters, (int)(Spare * votes / ground.Settings.Videos)));
        if (used + count > voters.Count) throw new Campaigns.CapacityException($"all {voters.Count} voters of the {rival.Name} system have voted");
        _used[rival.Name] = used + count;
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["players"] = await WriteAsync(rival.Name + "-voters.csv", ["id", .. voters.Skip(used).Take(count)]),
            ["videos"] = await WriteAsync(rival.Name + "-videos.csv", ["id", .. await Watch.ListAsync(rival.Database, rival.VideosQuery)]),
        };
    });

    public async Task<IReadOnlyDictionary<string, string>> LoginSettingsAsync() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["players"] = await WriteAsync("logins.csv", ["email,password", .. Enumerable.Range(1, LoginPlayers).Select(n => FormattableString.Invariant($"player-{n:000000}@seed.example,seed-password"))]),
        ["reads"] = ground.Settings.Reads.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The ids of players, for whom the generator signs tokens.</summary>
    public async Task<string> PlayersAsync(IRival rival) => await WriteAsync(rival.Name + "-players.csv", ["id", .. await Watch.ListAsync(rival.Database, rival.VotersQuery)]);

    private async Task<string> WriteAsync(string name, IEnumerable<string> lines)
    {
        var path = Path.Combine(ground.Scratch, name);
        await File.WriteAllLinesAsync(path, lines);
        return path;
    }
}
