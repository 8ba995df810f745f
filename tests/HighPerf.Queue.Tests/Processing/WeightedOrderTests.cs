using HighPerf.Queue.Processing;

namespace HighPerf.Queue.Tests.Processing;

public sealed class WeightedOrderTests
{
    [Fact]
    public void Each_order_names_every_priority_and_high_comes_first_most_often_but_low_too()
    {
        var order = new WeightedOrder();
        var looks = Enumerable.Range(0, 10).Select(_ => order.Next()).ToList();
        Assert.All(looks, look => Assert.Equal(3, look.Distinct().Count()));
        Assert.Equal(6, looks.Count(look => look[0] == JobPriority.High));
        Assert.Equal(3, looks.Count(look => look[0] == JobPriority.Normal));
        Assert.Equal(1, looks.Count(look => look[0] == JobPriority.Low));
    }
}
