using HighPerf.Core.Rankings;

namespace HighPerf.Core.Tests.Rankings;

public sealed class OrderedChunksTests
{
    private static readonly IComparer<int> Order = Comparer<int>.Default;

    [Fact]
    public void After_any_changes_it_is_the_sorted_list_and_earlier_versions_stay()
    {
        var random = new Random(5);
        var oracle = new SortedSet<int>(Enumerable.Range(0, 2_000).Select(_ => random.Next(100_000)));
        var list = new OrderedChunks<int>(oracle, Order);
        for (var round = 0; round < 300; round++)
        {
            var (before, beforeList) = (oracle.ToArray(), list);
            // Now many and now few, so that chunks grow, are split, shrink, join and vanish.
            var removed = oracle.Where(_ => random.Next(round % 10 == 0 ? 2 : 40) == 0).Concat([-1, 1_000_001]).ToList();
            var added = Enumerable.Range(0, random.Next(round % 7 == 0 ? 3_000 : 20)).Select(_ => random.Next(100_000)).Distinct().ToList();
            oracle.ExceptWith(removed);
            oracle.UnionWith(added);

            list = list.With(added, removed);

            Assert.Equal(oracle, list);
            Assert.Equal(oracle.Count, list.Count);
            Assert.Equal(before, beforeList);
            var (offset, limit) = (random.Next(list.Count + 10), random.Next(700));
            var slice = new int[limit];
            Assert.Equal(oracle.Skip(offset).Take(limit), slice[..list.CopyTo(offset, slice)]);
            var any = random.Next(100_000);
            Assert.Equal(oracle.Count(element => element < any), list.IndexOf(any));
            if (list.Count > 0) Assert.Equal(oracle.ElementAt(list.Count / 2), list[list.Count / 2]);
        }
    }

    [Fact]
    public void An_empty_list_has_nothing_anywhere_and_takes_its_first_elements()
    {
        var list = new OrderedChunks<int>([], Order);
        Assert.Equal((0, 0, 0), (list.Count, list.CopyTo(0, new int[1]), list.IndexOf(5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => list[0]);
        list = list.With([2, 1, 3], [7]);
        Assert.Equal([1, 2, 3], list);
        Assert.Empty(list.With([], [1, 2, 3]));
    }

    // What a vote changes is a few hundred references, however many players there are.
    [Fact]
    public void A_change_copies_the_chunks_it_touches()
    {
        var list = new OrderedChunks<int>(Enumerable.Range(0, 100_000).Select(n => 2 * n), Order);
        list.With([1], [0]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        list.With([99_999], [20]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
    }
}
