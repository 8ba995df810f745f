using HdrHistogram;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Tests.Measurements;

public sealed class HistogramsTests
{
    [Fact]
    public void A_histogram_comes_back_as_it_was()
    {
        var histogram = new LongHistogram(1, StepRecorder.MostMicroseconds, StepRecorder.Digits);
        for (var n = 1; n <= 10_000; n++) histogram.RecordValue(n * 37L);
        histogram.RecordValue(StepRecorder.MostMicroseconds);
        var back = Histograms.Decode(Histograms.Encode(histogram));
        Assert.Equal(histogram.TotalCount, back.TotalCount);
        foreach (var percentile in new[] { 0, 50, 95, 99.9, 100 }) Assert.Equal(histogram.GetValueAtPercentile(percentile), back.GetValueAtPercentile(percentile));
    }

    [Theory]
    [InlineData(100_000, 3)]
    [InlineData(2_000_000, 3)]
    [InlineData(2_000_000, 4)]
    public void One_of_many_different_values_comes_back_whole(int values, int digits)
    {
        var histogram = new LongHistogram(1, StepRecorder.MostMicroseconds, digits);
        var random = new Random(1);
        for (var n = 0; n < values; n++) histogram.RecordValue(1 + (long)Math.Exp(random.NextDouble() * Math.Log(StepRecorder.MostMicroseconds - 1)));
        Assert.Equal(values, Histograms.Decode(Histograms.Encode(histogram)).TotalCount);
    }

    [Fact]
    public void A_sum_has_all_values()
    {
        var (one, two) = (new LongHistogram(1, StepRecorder.MostMicroseconds, 3), new LongHistogram(1, StepRecorder.MostMicroseconds, 3));
        one.RecordValue(10);
        two.RecordValue(1_000_000);
        Assert.Equal((2L, 1_000_447L), (Histograms.Sum([one, two]).TotalCount, Histograms.Sum([one, two]).GetValueAtPercentile(100)));
    }

    [Theory]
    [InlineData("not base 64")]
    [InlineData("AAAA")]
    public void What_is_no_histogram_is_said_to_be_none(string text) => Assert.Throws<FormatException>(() => Histograms.Decode(text));
}
