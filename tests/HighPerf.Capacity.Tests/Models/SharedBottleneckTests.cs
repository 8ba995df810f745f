using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class SharedBottleneckTests
{
    private static readonly ResourceCapacity Processors = new("processors", 1.5);
    private static readonly ResourceCapacity Connections = new("connections", 10);

    private static readonly RequestDemand Vote = new("vote", 100, new Dictionary<string, double>(StringComparer.Ordinal) { ["processors"] = 0.005, ["connections"] = 0.02 });
    private static readonly RequestDemand List = new("list", 200, new Dictionary<string, double>(StringComparer.Ordinal) { ["processors"] = 0.002 });

    [Fact]
    public void Utilisation_is_the_sum_of_all_kinds_beside_the_capacity()
    {
        var system = new SharedBottleneck([Processors, Connections], [Vote, List]);
        Assert.Equal(0.6, system.Utilisation(Processors), 1e-12);
        Assert.Equal(0.2, system.Utilisation(Connections), 1e-12);
        Assert.Equal(system.Utilisation(Processors), SharedBottleneck.Part(Vote, Processors) + SharedBottleneck.Part(List, Processors), 1e-12);
    }

    [Fact]
    public void The_first_to_saturate_sets_how_often_the_mix_fits()
    {
        var system = new SharedBottleneck([Processors, Connections], [Vote, List]);
        Assert.Equal(Processors, system.First);
        Assert.Equal(1 / 0.6, system.LargestFactor(), 1e-12);
        Assert.Equal(1, system.LargestFactor(0.6), 1e-12);
    }

    [Fact]
    public void More_of_one_resource_makes_another_the_first() =>
        Assert.Equal(Connections, new SharedBottleneck([Processors with { Capacity = 8 }, Connections], [Vote, List]).First);

    [Fact]
    public void Nothing_to_do_fits_for_ever() => Assert.Equal(double.PositiveInfinity, new SharedBottleneck([Processors], []).LargestFactor());

    [Fact]
    public void A_demand_of_an_unknown_resource_is_refused() => Assert.Throws<ArgumentException>(() => new SharedBottleneck([Processors], [Vote]));
}
