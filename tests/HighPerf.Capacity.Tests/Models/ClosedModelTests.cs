using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class ClosedModelTests
{
    // Lazowska et al., Quantitative System Performance: a processor and two disks, users who think for 15 s.
    private static readonly ClosedModel Textbook = new(15, [new("processor", 0.605), new("disk 1", 2.1), new("disk 2", 1.35)]);

    [Fact]
    public void The_textbooks_system_has_the_textbooks_numbers()
    {
        var states = Textbook.SolveUpTo(3);
        Assert.Equal(4.055, states[0].ResponseSeconds, 1e-9);
        Assert.Equal(0.0525, states[0].Throughput, 1e-4);
        // By hand: 0.605 × 1.03175 + 2.1 × 1.11021 + 1.35 × 1.07085, and 2 ÷ (15 + that).
        Assert.Equal([0.624, 2.331, 1.446], states[1].Stations.Select(station => Math.Round(station.ResponseSeconds, 3)));
        Assert.Equal(0.10309, states[1].Throughput, 1e-5);
        // 0.605 × (1 + 0.10309 × 0.624) + …
        Assert.Equal(0.644 + 2.605 + 1.551, states[2].ResponseSeconds, 2e-3);
    }

    [Fact]
    public void Its_bound_is_that_of_the_largest_demand() =>
        Assert.InRange(Textbook.SolveUpTo(100)[^1].Throughput, 0.999 / 2.1, 1 / 2.1);

    [Fact]
    public void A_balanced_system_has_its_closed_form()
    {
        var model = new ClosedModel(0, [new("a", 0.2), new("b", 0.2), new("c", 0.2)]);
        foreach (var state in model.SolveUpTo(50)) Assert.Equal(state.Users / (0.2 * (state.Users + 2)), state.Throughput, 1e-12);
    }

    [Fact]
    public void Littles_law_and_the_utilisation_law_hold_everywhere()
    {
        var model = new ClosedModel(2, [new("processors", 0.08, 2), new("disk", 0.03), new("network", 0.05, 0)]);
        foreach (var state in model.SolveUpTo(80))
        {
            Assert.Equal(state.Users, state.Throughput * (2 + state.ResponseSeconds), 1e-9);
            Assert.Equal(state.Users, state.Throughput * 2 + state.Stations.Sum(station => station.Present), 1e-9);
            Assert.Equal(state.Throughput * 0.08 / 2, state.Stations[0].Utilisation, 1e-12);
            Assert.InRange(state.Stations[0].Utilisation, 0, 1);
            Assert.Equal(0.05, state.Stations[2].ResponseSeconds, 1e-12);
        }
    }

    [Fact]
    public void Nobody_waits_at_a_delay() => Assert.Equal(500 / 3.0, new ClosedModel(1, [new("network", 2, 0)]).SolveUpTo(500)[^1].Throughput, 1e-9);

    [Theory]
    [InlineData(1, 1e-9)]
    [InlineData(2, 0.05)]
    [InlineData(4, 0.06)]
    public void Several_servers_are_near_the_exact_repairmen(int servers, double share)
    {
        var model = new ClosedModel(1, [new("repairmen", 0.2, servers)]);
        foreach (var users in (int[])[1, 2, 5, 10, 15, 20, 30, 60]) Near.Relative(Repairmen(users, servers, 0.2), model.SolveUpTo(users)[^1].Throughput, share);
    }

    /// <summary>M/M/c//N: πn ∝ Π (N − i + 1)·S ÷ min(i, c), with a think time of 1 s.</summary>
    private static double Repairmen(int users, int servers, double service)
    {
        var (weight, sum, thinking) = (1.0, 1.0, (double)users);
        for (var n = 1; n <= users; n++)
        {
            weight *= (users - n + 1) * service / Math.Min(n, servers);
            sum += weight;
            thinking += weight * (users - n);
        }

        return thinking / sum;
    }
}
