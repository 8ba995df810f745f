namespace HighPerf.Load.Feeds;

/// <summary>Rows of two feeds, paired: every pair once, and neither feed's rows long in a row (<c>{ballot.player.token}</c>, <c>{ballot.video}</c>).</summary>
internal sealed class PairsFeed : Feed
{
    private readonly (TableFeed Rows, int Slot) _first;
    private readonly (TableFeed Rows, int Slot) _second;
    private readonly RowPicker _picker;

    public PairsFeed(string name, int slot, TableFeed first, TableFeed second, long most) : base(name)
    {
        (_first, _second) = ((first.At(slot), slot), (second.At(slot + 1), slot + 1));
        _picker = new RowPicker(Math.Min(most, (long)first.Rows * second.Rows), FeedOrder.Once);
    }

    public override bool Draw(int[] rows, Random random)
    {
        var pair = _picker.Draw(random);
        if (pair < 0) return false;
        var (turn, first) = Math.DivRem(pair, _first.Rows.Rows);
        rows[_first.Slot] = (int)first;
        rows[_second.Slot] = (int)((turn + first) % _second.Rows.Rows); // of one first, all seconds in its turns
        return true;
    }

    public override Column? Find(string path)
    {
        var (feed, column) = path.Split('.', 2) is [var one, var two] ? (one, two) : (path, "");
        return feed == _first.Rows.Name ? _first.Rows.Find(column) : feed == _second.Rows.Name ? _second.Rows.Find(column) : null;
    }
}
