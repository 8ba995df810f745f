using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class QueueingStationScipyTests
{
    [Fact]
    public async Task Waits_and_sojourn_quantiles_are_those_of_SciPys_integrals()
    {
        List<Case> cases =
        [
            .. from scv in (double[])[0, 0.05, 0.25, 1, 2.5, 9]
               from servers in (int[])[1, 2, 8]
               from use in (double[])[0.3, 0.7, 0.95]
               from share in (double[])[0.5, 0.95, 0.99]
               select new Case(use * servers / 0.12, servers, 0.12, scv, share),
        ];
        var expected = await Scipy.AskAsync<Answer[]>("sojourn", cases);
        Assert.Equal(cases.Count, expected.Length);
        foreach (var (asked, answer) in cases.Zip(expected))
        {
            var station = new QueueingStation(asked.Rate, asked.Servers, asked.Mean, asked.Scv);
            Near.Relative(answer.Waiting, station.WaitProbability, 1e-9);
            Near.Relative(answer.Wait, station.MeanWaitSeconds, 1e-9);
            Near.Relative(answer.Quantile, station.SojournQuantile(asked.Share), 0.01);
        }
    }

    private sealed record Case(double Rate, int Servers, double Mean, double Scv, double Share);

    private sealed record Answer(double Waiting, double Wait, double Quantile);
}
