using HighPerf.Load.Feeds;

namespace HighPerf.Load.Tests.Feeds;

public sealed class FeedTests
{
    [Theory]
    [InlineData(4, 3)]
    [InlineData(3, 3)]
    [InlineData(2, 7)]
    public void Pairs_are_each_drawn_once_and_neither_feed_repeats_itself(int players, int videos)
    {
        var pairs = new PairsFeed("ballot", 1, Table("player", players), Table("video", videos), long.MaxValue);
        var drawn = Draw(pairs, slots: 3);
        Assert.Equal(players * videos, drawn.Count);
        Assert.Equal(players * videos, drawn.Distinct().Count());
        Assert.All(drawn.Zip(drawn.Skip(1)), next => Assert.NotEqual(next.First.Player, next.Second.Player));
    }

    [Fact]
    public void Pairs_end_where_the_plan_says_and_name_both_feeds()
    {
        var pairs = new PairsFeed("ballot", 1, Table("player", 10), Table("video", 10), most: 7);
        Assert.Equal(7, Draw(pairs, slots: 3).Count);
        Assert.Equal((1, 2), (pairs.Find("player")!.Slot, pairs.Find("video.value")!.Slot));
        Assert.Null(pairs.Find("judge"));
    }

    [Fact]
    public void Zipf_draws_the_nth_row_with_a_likelihood_of_one_nth()
    {
        const int Rows = 10, Draws = 100_000;
        var counts = new int[Rows];
        var (picker, random) = (new RowPicker(Rows, FeedOrder.Zipf), new Random(1));
        for (var n = 0; n < Draws; n++) counts[picker.Draw(random)]++;
        var sum = Enumerable.Range(1, Rows).Sum(n => 1.0 / n);
        for (var row = 0; row < Rows; row++) Assert.InRange(counts[row] * sum * (row + 1) / Draws, 0.94, 1.06); // five deviations of the rarest
    }

    [Fact]
    public void In_turn_begins_again_and_once_does_not()
    {
        var random = new Random(1);
        var (turns, once) = (new RowPicker(3, FeedOrder.InTurn), new RowPicker(3, FeedOrder.Once));
        Assert.Equal(new long[] { 0, 1, 2, 0, 1 }, Enumerable.Range(0, 5).Select(_ => turns.Draw(random)));
        Assert.Equal(new long[] { 0, 1, 2, -1, -1 }, Enumerable.Range(0, 5).Select(_ => once.Draw(random)));
    }

    [Fact]
    public void Loops_that_draw_from_one_feed_never_draw_the_same_row_once()
    {
        var picker = new RowPicker(20_000, FeedOrder.Once);
        var drawn = new long[4][];
        Thread[] loops = [.. Enumerable.Range(0, 4).Select(loop => new Thread(() => drawn[loop] = [.. Enumerable.Range(0, 5_000).Select(_ => picker.Draw(Random.Shared))]))];
        foreach (var loop in loops) loop.Start();
        foreach (var loop in loops) loop.Join();
        Assert.Equal(20_000, drawn.SelectMany(rows => rows).Where(row => row >= 0).Distinct().Count());
    }

    [Fact]
    public void A_row_is_the_same_in_all_columns()
    {
        var table = new TableFeed("player", 0, new Dictionary<string, string[]> { ["email"] = ["a@x", "b@x"], ["token"] = ["A", "B"] }, FeedOrder.InTurn);
        var rows = new int[1];
        Assert.True(table.Draw(rows, new Random(1)) && table.Draw(rows, new Random(1)));
        Assert.Equal(("b@x", "B"), (table.Find("email")!.Values[rows[0]], table.Find("token")!.Values[rows[0]]));
        Assert.Null(table.Find("")); // which of two?
    }

    private static TableFeed Table(string name, int rows) =>
        new(name, 0, new Dictionary<string, string[]> { ["value"] = [.. Enumerable.Range(0, rows).Select(n => $"{name} {n}")] }, FeedOrder.Random);

    private static List<(int Player, int Video)> Draw(PairsFeed pairs, int slots)
    {
        var (rows, drawn) = (new int[slots], new List<(int, int)>());
        while (pairs.Draw(rows, new Random(1))) drawn.Add((rows[1], rows[2]));
        return drawn;
    }
}
