using System.Collections.Concurrent;

namespace HighPerf.Api.Memory;

/// <summary>
/// What was found of texts that keep coming back, bounded. In two generations: when the young one is full it becomes the old one, and what is used of that
/// comes back; so what is used stays, and nothing is looked through.
/// </summary>
/// <param name="size">Of a generation.</param>
internal sealed class Generations<T>(int size) where T : class
{
    private readonly Lock _turn = new();
    private volatile ConcurrentDictionary<string, T> _young = new(StringComparer.Ordinal);
    private volatile ConcurrentDictionary<string, T> _old = new(StringComparer.Ordinal);
    private int _remembered;

    public T? Find(ReadOnlySpan<char> text)
    {
        if (_young.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known)) return known;
        if (!_old.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out known)) return null;
        Add(text.ToString(), known);
        return known;
    }

    /// <summary>In the place of what was known of the text.</summary>
    public void Remember(string text, T value)
    {
        if (!Add(text, value)) _young[text] = value;
    }

    private bool Add(string text, T value)
    {
        if (!_young.TryAdd(text, value)) return false;
        if (Interlocked.Increment(ref _remembered) <= size) return true; // the dictionary's own count takes all its locks
        lock (_turn)
        {
            if (_remembered <= size) return true;
            _old = _young;
            _young = new ConcurrentDictionary<string, T>(StringComparer.Ordinal);
            Interlocked.Exchange(ref _remembered, 0);
        }

        return true;
    }
}
