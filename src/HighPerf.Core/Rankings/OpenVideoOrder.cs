using HighPerf.Core.Paging;

namespace HighPerf.Core.Rankings;

/// <summary>The one order of the public list: opened last first, then the greater id.</summary>
public sealed class OpenVideoOrder : IComparer<OpenVideo>
{
    public static OpenVideoOrder Instance { get; } = new();

    /// <summary>What stands at this place of the order, for searching.</summary>
    public static OpenVideo At(Keyset place) =>
        new(place.Id, default, "", "", null, null, default, default, place.At, "", null, 0, null);

    public int Compare(OpenVideo? x, OpenVideo? y)
    {
        if (ReferenceEquals(x, y)) return 0;
        var byTime = y!.PublishedAt.CompareTo(x!.PublishedAt);
        return byTime != 0 ? byTime : y.Id.CompareTo(x.Id);
    }
}
