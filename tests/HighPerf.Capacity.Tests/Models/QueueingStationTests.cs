using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class QueueingStationTests
{
    [Fact]
    public void One_exponential_server_is_M_M_1()
    {
        var station = new QueueingStation(0.8, 1, 1, 1);
        Assert.Equal(0.8, station.WaitProbability, 1e-12);
        Assert.Equal(4, station.MeanWaitSeconds, 1e-12);
        Assert.Equal(5 * Math.Log(20), station.SojournQuantile(0.95), 1e-4); // the sojourn is exponential with mean 5
        Assert.Equal(5 * Math.Log(2), station.SojournQuantile(0.5), 1e-4);
    }

    [Fact]
    public void One_constant_server_is_M_D_1()
    {
        var station = new QueueingStation(0.5, 1, 1, 0);
        Assert.Equal(0.5, station.MeanWaitSeconds, 1e-12); // half of M/M/1's
        Assert.Equal(1 + Math.Log(10), station.SojournQuantile(0.95), 1e-6);
        Assert.Equal(1, station.SojournQuantile(0.4), 1e-6); // who does not wait has just the service
    }

    [Fact]
    public void Two_exponential_servers_are_M_M_2()
    {
        var station = new QueueingStation(1, 2, 1, 1);
        Assert.Equal(1.0 / 3, station.WaitProbability, 1e-12);
        Assert.Equal(1.0 / 3, station.MeanWaitSeconds, 1e-12);
        Assert.Equal(4.0 / 3, station.MeanSojournSeconds, 1e-12);
    }

    [Fact]
    public void One_server_of_any_service_is_Pollaczek_and_Khinchine()
    {
        var station = new QueueingStation(3, 1, 0.2, 2.5);
        Assert.Equal(3 * (1 + 2.5) * 0.2 * 0.2 / (2 * (1 - 0.6)), station.MeanWaitSeconds, 1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(4)]
    public void The_tail_has_the_mean_as_its_area(double scv)
    {
        var station = new QueueingStation(14, 3, 0.18, scv);
        var sojourn = new SojournTime(new GammaService(station.MeanServiceSeconds, scv), station.WaitProbability, station.MeanWaitSeconds / station.WaitProbability);
        const double step = 0.005;
        var area = Enumerable.Range(0, 4_000).Sum(i => sojourn.Tail((i + 0.5) * step)) * step;
        Near.Relative(station.MeanSojournSeconds, area, 2e-3);
    }

    [Fact]
    public void Without_arrivals_nobody_waits()
    {
        var station = new QueueingStation(0, 2, 0.1, 1);
        Assert.Equal(0, station.MeanWaitSeconds);
        Assert.Equal(0.1 * Math.Log(20), station.SojournQuantile(0.95), 1e-6);
    }

    [Fact]
    public void At_saturation_the_wait_has_no_end()
    {
        var station = new QueueingStation(20, 2, 0.1, 1);
        Assert.Equal(20, station.SaturationRate, 1e-12);
        Assert.False(station.IsStable);
        Assert.Equal(double.PositiveInfinity, station.MeanSojournSeconds);
        Assert.Equal(double.PositiveInfinity, station.SojournQuantile(0.5));
    }

    [Fact]
    public void A_quantile_grows_with_its_share_the_load_and_the_variation()
    {
        Assert.True(Quantile(10, 1, 0.95) < Quantile(10, 1, 0.99));
        Assert.True(Quantile(10, 1, 0.95) < Quantile(15, 1, 0.95));
        Assert.True(Quantile(10, 1, 0.95) < Quantile(10, 3, 0.95));

        static double Quantile(double rate, double scv, double share) => new QueueingStation(rate, 2, 0.1, scv).SojournQuantile(share);
    }

    [Fact]
    public void The_largest_rate_keeps_its_promise_and_no_larger_one_does()
    {
        var station = new QueueingStation(0, 1, 0.338, 0.002);
        var rate = station.LargestRate(0.95, 1);
        Assert.InRange(rate / station.SaturationRate, 0.3, 0.6);
        Assert.True((station with { ArrivalRate = rate }).SojournQuantile(0.95) <= 1);
        Assert.True((station with { ArrivalRate = rate * 1.01 }).SojournQuantile(0.95) > 1);
        Assert.Equal(0, (station with { MeanServiceSeconds = 2 }).LargestRate(0.95, 1), 1e-6);
    }
}
