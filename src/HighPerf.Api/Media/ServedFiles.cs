using HighPerf.Api.Memory;
using HighPerf.Core.Videos;

namespace HighPerf.Api.Media;

/// <summary>Which clips and thumbnails a video's row names (decision 4). A few seconds old at most: a page of the ranking is twenty thumbnails for each that looks.</summary>
internal sealed class ServedFiles(VideoStore videos, TimeProvider time)
{
    private const int Remembered = 16_384; // of a generation, a quarter of a KB each

    private static readonly TimeSpan s_for = TimeSpan.FromSeconds(10);

    /// <summary>When each was found, in timestamps.</summary>
    private readonly Generations<string, long> _served = new(Remembered);

    /// <summary>Whether the key was found a moment ago; what was not found is not remembered.</summary>
    public bool IsKnown(string key) => _served.TryFind(key, out var found) && time.GetElapsedTime(found) < s_for;

    /// <summary>Asks the database.</summary>
    public async Task<bool> FindAsync(string key, CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        if (!await videos.IsServedAsync(key, cancellationToken)) return false;
        _served.Remember(key, now);
        return true;
    }
}
