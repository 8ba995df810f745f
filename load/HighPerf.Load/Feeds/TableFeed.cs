namespace HighPerf.Load.Feeds;

/// <summary>Rows of named columns.</summary>
internal sealed class TableFeed : Feed
{
    private readonly int _slot;
    private readonly RowPicker _picker;
    private readonly Dictionary<string, Column> _columns;

    /// <param name="columns">By name; all have as many rows.</param>
    public TableFeed(string name, int slot, IReadOnlyDictionary<string, string[]> columns, FeedOrder order) : base(name)
    {
        _slot = slot;
        _columns = columns.ToDictionary(column => column.Key, column => new Column(slot, column.Value), StringComparer.Ordinal);
        Rows = columns.Values.First().Length;
        _picker = new RowPicker(Rows, order);
    }

    public int Rows { get; }

    public override bool Draw(int[] rows, Random random)
    {
        var row = _picker.Draw(random);
        rows[_slot] = (int)row;
        return row >= 0;
    }

    public override Column? Find(string path) => path.Length == 0 && _columns.Count == 1 ? _columns.Values.Single() : _columns.GetValueOrDefault(path);

    /// <summary>The same rows, drawn by somebody else.</summary>
    public TableFeed At(int slot) => new(Name, slot, _columns.ToDictionary(column => column.Key, column => column.Value.Values, StringComparer.Ordinal), FeedOrder.Random);
}
