namespace HighPerf.Capacity.Rivals;

/// <summary>Directories of the raw data: <c>rivals/metric/old|new/round-1</c>.</summary>
internal static class RivalPaths
{
    public const string Rankings = "rankings";
    public const string Votes = "votes";
    public const string Logins = "logins";
    public const string Uploads = "uploads";
    public const string Clips = "clips";
    public const string Queue = "queue";
    public const string Starts = "starts";

    public static IReadOnlyList<string> All { get; } = [Starts, Rankings, Logins, Uploads, Votes, Clips, Queue];

    public static string Metric(string metric) => $"{RivalsCampaign.Part}/{metric}";

    public static string Round(string metric, string rival, int round) => FormattableString.Invariant($"{RivalsCampaign.Part}/{metric}/{rival}/round-{round}");

    /// <summary>Turns of each system.</summary>
    public static int Turns(string metric, RivalSettings settings) => metric == Starts ? settings.Starts : settings.Rounds;

    /// <summary>Their directories, whether they are there or not.</summary>
    public static IEnumerable<string> Rounds(string metric, string rival, RivalSettings settings) =>
        Enumerable.Range(1, Turns(metric, settings)).Select(round => Round(metric, rival, round));
}
