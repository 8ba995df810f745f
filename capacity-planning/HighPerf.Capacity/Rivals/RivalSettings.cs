namespace HighPerf.Capacity.Rivals;

/// <summary>The comparison as it was run.</summary>
/// <param name="Rounds">Turns of each system.</param>
/// <param name="Starts">Starts of each API; the workers are started in the first <paramref name="Rounds"/> of these turns.</param>
/// <param name="WarmUpSeconds">Of each rate that is tried.</param>
/// <param name="ProbeSeconds">For which it is measured.</param>
/// <param name="Precision">A search ends when the least rate that was not sustained is above the largest that was by no more than this share.</param>
/// <param name="MostProbes">Rates that a search tries.</param>
/// <param name="BeginShare">Of the rates where searches usually begin.</param>
/// <param name="Voters">Players without votes or videos who are added to the others, so that the search for votes/s does not use them up.</param>
/// <param name="Reads">Of the ranking beside log-ins, a second.</param>
/// <param name="OthersSeconds">For which these are watched.</param>
/// <param name="UploadMiB">Of the clip that is uploaded.</param>
/// <param name="UploadsAtOnce">Clips on their way at once.</param>
/// <param name="Clips">That the workers make, of so many MiB and seconds.</param>
/// <param name="TrivialJobs">That the queues move.</param>
/// <param name="Dispatches">Uploads whose way to a worker is timed.</param>
internal sealed record RivalSettings(
    int Players, int Videos, int Votes, int Rounds, int Starts, int WarmUpSeconds, int ProbeSeconds, double Precision, int MostProbes, double BeginShare, int Voters, double Reads, int OthersSeconds,
    int UploadMiB, int UploadsAtOnce, int UploadSeconds, int Clips, int ClipMiB, int ClipSeconds, int TrivialJobs, int Dispatches)
{
    public const int Cities = 32;

    public static RivalSettings Full { get; } = new(20_000, 2_000, 200_000, 2, 5, 2, 12, 0.15, 8, 1, 20_000, 5, 20, 20, 4, 12, 6, 50, 25, 2_000, 5);

    public static RivalSettings Quick { get; } = new(2_000, 400, 20_000, 1, 2, 1, 4, 0.6, 3, 1, 12_000, 5, 5, 20, 4, 4, 2, 10, 5, 200, 2);

    public static RivalSettings Smoke { get; } = new(2_000, 400, 2_000, 1, 1, 1, 1, 1, 1, 1.0 / 3, 4_000, 5, 1, 1, 1, 1, 1, 1, 4, 10, 1);

    /// <summary>Where the searches begin, a second: near what each system did when this was written, so that they are short. They find it from anywhere.</summary>
    public double Begin(string metric, string rival) => BeginShare * (metric, rival) switch
    {
        ("rankings", "old") => 20,
        ("rankings", _) => 16_000,
        ("votes", "old") => 150,
        ("votes", _) => 5_000,
        _ => 3,
    };
}
