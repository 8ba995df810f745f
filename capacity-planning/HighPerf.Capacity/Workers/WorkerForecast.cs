using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Forecasts;

namespace HighPerf.Capacity.Workers;

/// <summary>What a backlog will do, of those that were measured: by the slots of the sizes on both sides, and along a line between the sizes.</summary>
internal static class WorkerForecast
{
    public static Prediction Predict(IReadOnlyList<WorkerPoint> training, WorkerLoad load, double cpus)
    {
        int[] sizes = [.. training.Select(point => point.Load.Mebibytes).Distinct().Order()];
        var (low, high) = (sizes.Last(size => size <= load.Mebibytes), sizes.First(size => size >= load.Mebibytes));
        var part = low == high ? 0 : (double)(load.Mebibytes - low) / (high - low);
        var (below, above) = (Of(training, low, load.Slots, cpus), Of(training, high, load.Slots, cpus));
        OtherPrediction[] all = [.. below.Select(one => above.First(other => other.Quantity == one.Quantity && other.Model == one.Model) is var other
            ? one with { Value = one.Value + part * (other.Value - one.Value), LeftOutErrorPercent = (one.LeftOutErrorPercent + other.LeftOutErrorPercent) / 2 } : one)];
        var throughput = all.Where(one => one.Quantity == "throughput").MinBy(one => one.LeftOutErrorPercent)!;
        var tail = all.Where(one => one.Quantity == "p95").MinBy(one => one.LeftOutErrorPercent)!;
        return new Prediction(TimeProvider.System.GetUtcNow(), throughput.Value, tail.Value, throughput.Model, tail.Model, all);
    }

    private static OtherPrediction[] Of(IReadOnlyList<WorkerPoint> training, int size, int slots, double cpus)
    {
        TrainingPoint[] points = [.. training.Where(point => point.Load.Mebibytes == size).Select(point => point.ToTraining(cpus))];
        IForecast[] throughput = [new ScalabilityForecast(), new SlotsForecast(), new InterpolatedForecast(point => point.Throughput)];
        IForecast[] tail = [.. throughput.Select(model => new ServiceForecast(model)), new InterpolatedForecast(point => point.P95Seconds)];
        return
        [
            .. new Forecaster("throughput", throughput, point => point.Throughput).Foretell(points, slots),
            .. new Forecaster("p95", tail, point => point.P95Seconds).Foretell(points, slots),
        ];
    }
}
