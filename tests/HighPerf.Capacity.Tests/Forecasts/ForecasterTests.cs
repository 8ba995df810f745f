using HighPerf.Capacity.Forecasts;

namespace HighPerf.Capacity.Tests.Forecasts;

public sealed class ForecasterTests
{
    private const string Processor = "web processor";

    [Fact]
    public void The_law_wins_where_it_holds()
    {
        var points = Points([1, 2, 4, 8, 16, 32], load => 10 * load / (1 + 0.05 * (load - 1) + 0.002 * load * (load - 1)), thinkSeconds: 0);
        var best = new Forecaster("throughput", [new InterpolatedForecast(point => point.Throughput), new ScalabilityForecast()], point => point.Throughput).Foretell(points, 12)[0];
        Assert.Equal("USL", best.Model);
        Assert.Equal(10 * 12 / (1 + 0.05 * 11 + 0.002 * 12 * 11), best.Value, 3);
        Assert.True(best.LeftOutErrorPercent < 0.1);
    }

    [Fact]
    public void Users_who_think_are_foretold_by_queueing_around_their_knee()
    {
        var truth = new HighPerf.Capacity.Models.ClosedModel(2, [new("processor", 0.01, 1), new("rest", 0.02, 0)]).SolveUpTo(400);
        TrainingPoint[] points = [.. new[] { 50, 100, 150, 200, 250, 300, 400 }.Select(users => truth[users - 1]).Select(state => new TrainingPoint(
            state.Users, state.Throughput, state.ResponseSeconds, 2 * state.ResponseSeconds, new Dictionary<string, double>(StringComparer.Ordinal) { [Processor] = state.Stations[0].Utilisation }))];
        var model = new InteractiveForecast(2, 400).Fit(points);
        foreach (var users in new[] { 75, 175, 225, 350 }) Assert.InRange(model(users) / truth[users - 1].Throughput, 0.98, 1.02);
        var tail = new TailForecast(new InteractiveForecast(2, 400), 2).Fit(points);
        Assert.InRange(tail(350) / (2 * truth[349].ResponseSeconds), 0.9, 1.1);
    }

    [Fact]
    public void Slots_share_the_processors_that_there_are()
    {
        double Truth(double slots) => 60 * Math.Min(slots, 1.5) / 10;
        TrainingPoint[] points = [.. new double[] { 1, 2, 4 }.Select(slots => new TrainingPoint(
            slots, Truth(slots), 60 * slots / Truth(slots), 60 * slots / Truth(slots), new Dictionary<string, double>(StringComparer.Ordinal) { ["worker processor"] = Math.Min(slots, 1.5) / 1.5 }))];
        Assert.Equal(9, new SlotsForecast().Fit(points)(3), 6);
        Assert.Equal(20, new ServiceForecast(new SlotsForecast()).Fit(points)(3), 6); // 3 ÷ 9 a minute
    }

    [Fact]
    public void Too_few_points_for_a_model_put_it_last()
    {
        var points = Points([1, 2, 4, 8], load => load, thinkSeconds: 0);
        var foretold = new Forecaster("throughput", [new ScalabilityForecast(), new InterpolatedForecast(point => point.Throughput)], point => point.Throughput).Foretell(points, 3);
        Assert.Equal(["interpolation", "USL"], foretold.Select(one => one.Model));
        Assert.True(double.IsPositiveInfinity(foretold[1].LeftOutErrorPercent));
    }

    private static TrainingPoint[] Points(double[] loads, Func<double, double> throughput, double thinkSeconds) => [.. loads.Select(load => new TrainingPoint(
        load, throughput(load), load / throughput(load) - thinkSeconds, 2 * (load / throughput(load) - thinkSeconds), new Dictionary<string, double>(StringComparer.Ordinal) { [Processor] = 0.5 }))];
}
