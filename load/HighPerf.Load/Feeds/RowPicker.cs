namespace HighPerf.Load.Feeds;

/// <summary>Draws rows by their numbers; shared by all loops.</summary>
internal sealed class RowPicker
{
    private readonly long _count;
    private readonly FeedOrder _order;
    private readonly double[] _cumulative = [];
    private long _next;

    public RowPicker(long count, FeedOrder order)
    {
        (_count, _order) = (count, order);
        if (order != FeedOrder.Zipf) return;
        _cumulative = new double[count];
        var sum = 0.0;
        for (var row = 0; row < count; row++) _cumulative[row] = sum += 1.0 / (row + 1);
    }

    /// <summary>A row; −1 when there are none left.</summary>
    public long Draw(Random random)
    {
        switch (_order)
        {
            case FeedOrder.Random:
                return random.NextInt64(_count);
            case FeedOrder.Zipf:
                var found = Array.BinarySearch(_cumulative, random.NextDouble() * _cumulative[^1]);
                return Math.Min(_count - 1, found < 0 ? ~found : found);
            case FeedOrder.InTurn:
                return (Interlocked.Increment(ref _next) - 1) % _count;
            default:
                var next = Interlocked.Increment(ref _next) - 1;
                return next < _count ? next : -1;
        }
    }
}
