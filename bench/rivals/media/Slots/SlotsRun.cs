namespace HighPerf.MediaRace.Slots;

/// <summary>A queue of clips, worked off by some slots.</summary>
/// <param name="Slots">Jobs at once.</param>
/// <param name="Threads">The decoder's, and as many the encoder's, of each job.</param>
/// <param name="Done">Videos that were made.</param>
/// <param name="Failed">Jobs that ended otherwise.</param>
/// <param name="PeakMiB">Of the group, with the file cache that counts against it.</param>
/// <param name="AnonymousMiB">Of the group, without files; sampled.</param>
internal sealed record SlotsRun(
    int Slots, int Threads, int Round, int Done, int Failed, double WallSeconds, double PeakMiB, double AnonymousMiB, long OutOfMemoryKills)
{
    public double VideosPerMinute => Done * 60 / WallSeconds;
}
