namespace HighPerf.Capacity.Web;

/// <summary>The web part as it was run.</summary>
/// <param name="ClipBytes">Of the file that each user uploads.</param>
/// <param name="Rounds">Runs of each point, each round one of every point; the middle one by p95 counts.</param>
/// <param name="RampSeconds">Once or twice a user's round (three pauses, 6 s): else those who began together come again together, in waves.</param>
/// <param name="SettleSeconds">After the ramp, before the measured time: near the most users, what waits since the API was cold goes away slowly.</param>
/// <param name="Beyond">More users than could be measured here: what was said of the last try. Empty when there are none.</param>
/// <param name="SustainedShare">Of the best number of users, for so many seconds at the end.</param>
/// <param name="ThinkSeconds">Mean time between an answer and the next request.</param>
internal sealed record WebSettings(
    int Rounds, int RampSeconds, int SettleSeconds, int HoldSeconds, long ClipBytes, double ThinkSeconds, int Players, int Votes, int SustainedSeconds, double SustainedShare, string Beyond = "")
{
    /// <summary>Users of the points that models are fitted to, the fewest first.</summary>
    public IReadOnlyList<int> Training { get; init; } = [];

    /// <summary>Users of the points that are predicted.</summary>
    public IReadOnlyList<int> HeldOut { get; init; } = [];
}
