using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class ErlangTests
{
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 1.0 / 2)]
    [InlineData(2, 1, 1.0 / 5)]
    [InlineData(5, 3, 0.110054)]
    [InlineData(10, 7, 0.078741)]
    public void Blocking_is_that_of_the_tables(int servers, double offered, double expected) => Assert.Equal(expected, Erlang.B(servers, offered), 1e-6);

    [Theory]
    [InlineData(1, 0.7, 0.7)]
    [InlineData(2, 1, 1.0 / 3)]
    [InlineData(5, 3, 0.236151)]
    [InlineData(3, 3, 1)]
    [InlineData(3, 4, 1)]
    [InlineData(4, 0, 0)]
    public void Waiting_is_that_of_the_tables(int servers, double offered, double expected) => Assert.Equal(expected, Erlang.C(servers, offered), 1e-6);

    [Fact]
    public void A_thousand_servers_do_not_overflow() => Assert.InRange(Erlang.C(1_000, 950), 0.01, 0.1);

    [Fact]
    public void More_servers_with_the_same_load_each_wait_less()
    {
        for (var servers = 1; servers < 64; servers++) Assert.True(Erlang.C(servers + 1, 0.8 * (servers + 1)) < Erlang.C(servers, 0.8 * servers));
    }
}
