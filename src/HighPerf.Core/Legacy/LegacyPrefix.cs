namespace HighPerf.Core.Legacy;

/// <summary>
/// What the old machines called the directory that is given here: one prefix for the whole import (<c>app</c> of
/// <c>/app/uploads/x.mp4</c>), because a path whose parts were left out one by one could end at somebody else's file of the same name.
/// </summary>
internal static class LegacyPrefix
{
    /// <summary>
    /// The prefix without which most paths name a file below the root, less those that do so with it; of equals the shortest. Empty when no
    /// path gains by any.
    /// </summary>
    public static string Find(LegacyFiles files, IEnumerable<string> urls)
    {
        var gains = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var url in urls)
        {
            if (LegacyPath.Parts(url) is not { } parts) continue;
            var skipped = Enumerable.Range(0, parts.Length).FirstOrDefault(n => files.Has(parts.AsSpan(n)), -1);
            if (skipped > 0) Count(parts.AsSpan(0, skipped), 1);
            for (var length = 1; skipped == 0 && length < parts.Length; length++) Count(parts.AsSpan(0, length), -1);
        }

        return gains.Where(gain => gain.Value > 0)
            .OrderByDescending(gain => gain.Value).ThenBy(gain => gain.Key.Count(c => c == '/')).ThenBy(gain => gain.Key, StringComparer.Ordinal)
            .Select(gain => gain.Key).FirstOrDefault("");

        void Count(ReadOnlySpan<string> prefix, int gain)
        {
            var key = string.Join('/', prefix!);
            gains[key] = gains.GetValueOrDefault(key) + gain;
        }
    }
}
