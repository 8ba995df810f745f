using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class ProcessorSharingStationTests
{
    [Fact]
    public void One_processor_stretches_by_what_is_left()
    {
        var station = new ProcessorSharingStation(50, 0.01, 1);
        Assert.Equal(0.5, station.Utilisation, 1e-12);
        Assert.Equal(0.02, station.MeanResponseSeconds, 1e-12);
    }

    [Theory]
    [InlineData(2, 1.3)]
    [InlineData(4, 3.9)]
    [InlineData(16, 8)]
    public void Whole_processors_have_the_mean_of_M_M_c(int processors, double offered) =>
        Assert.Equal(new QueueingStation(offered, processors, 1, 1).MeanSojournSeconds, new ProcessorSharingStation(offered, 1, processors).MeanResponseSeconds, 1e-9);

    [Fact]
    public void Half_a_processor_is_one_that_is_half_as_fast() =>
        Assert.Equal(new ProcessorSharingStation(0.25, 2, 1).MeanResponseSeconds, new ProcessorSharingStation(0.25, 1, 0.5).MeanResponseSeconds, 1e-12);

    [Fact]
    public void One_and_a_half_are_between_one_and_two_and_agree_with_the_sum_of_their_states()
    {
        var station = new ProcessorSharingStation(1.2, 1, 1.5);
        var (weight, sum, present) = (1.0, 1.0, 0.0);
        for (var n = 1; n < 2_000; n++)
        {
            weight *= 1.2 / Math.Min(n, 1.5);
            sum += weight;
            present += n * weight;
        }

        Assert.Equal(present / sum / 1.2, station.MeanResponseSeconds, 1e-9);
        Assert.True(station.MeanResponseSeconds > new ProcessorSharingStation(1.2, 1, 2).MeanResponseSeconds);
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(1, 1)]
    [InlineData(1.5, 1)]
    public void Alone_a_request_has_one_processor_at_most(double processors, double stretch)
    {
        Assert.Equal(0.01 * stretch, new ProcessorSharingStation(0, 0.01, processors).MeanResponseSeconds, 1e-12);
        Assert.Equal(0.01 * stretch, new ProcessorSharingStation(1e-6, 0.01, processors).MeanResponseSeconds, 1e-8);
    }

    [Fact]
    public void At_saturation_there_is_no_end()
    {
        var station = new ProcessorSharingStation(150, 0.01, 1.5);
        Assert.Equal(150, station.SaturationRate, 1e-9);
        Assert.Equal(double.PositiveInfinity, station.MeanResponseSeconds);
    }
}
