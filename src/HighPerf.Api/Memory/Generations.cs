using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace HighPerf.Api.Memory;

/// <summary>
/// What was found of keys that keep coming back, bounded. In two generations: when the young one is full it becomes the old one, and what is used of that
/// comes back; so what is used stays, and nothing is looked through.
/// </summary>
/// <param name="size">Of a generation.</param>
internal sealed class Generations<TKey, T>(int size) where TKey : notnull
{
    private readonly Lock _turn = new();
    private volatile ConcurrentDictionary<TKey, T> _young = new();
    private volatile ConcurrentDictionary<TKey, T> _old = new();
    private int _remembered;

    public bool TryFind(TKey key, [MaybeNullWhen(false)] out T value)
    {
        if (_young.TryGetValue(key, out value)) return true;
        if (!_old.TryGetValue(key, out value)) return false;
        Add(key, value);
        return true;
    }

    /// <summary>In the place of what was known of the key.</summary>
    public void Remember(TKey key, T value)
    {
        if (!Add(key, value)) _young[key] = value;
    }

    private bool Add(TKey key, T value)
    {
        if (!_young.TryAdd(key, value)) return false;
        if (Interlocked.Increment(ref _remembered) <= size) return true; // the dictionary's own count takes all its locks
        lock (_turn)
        {
            if (_remembered <= size) return true;
            _old = _young;
            _young = new ConcurrentDictionary<TKey, T>();
            Interlocked.Exchange(ref _remembered, 0);
        }

        return true;
    }
}
