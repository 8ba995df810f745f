using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Models;
using HighPerf.Capacity.Plots;
using HighPerf.Capacity.Web;

namespace HighPerf.Capacity.Reports;

/// <summary>Users → latency and errors, what was sustained, where the knee is, and the universal scalability law.</summary>
internal sealed class WebSection : IReportSection
{
    private const double Much = 0.05; // s a second for which threads were stopped
    private const double Nearly = 0.9; // of all processors: nobody gets all of them

    public IReadOnlyList<string> Parts => [WebCampaign.Part];

    public void Write(ReportPage page)
    {
        var data = WebData.Read(page.Folder);
        var cpus = page.Facts.GroupCpus;
        page.Paragraph($"## Web layer: users");
        page.Paragraph($"The first scenario of the published plan: each user uploads {data.Settings.ClipBytes / 1048576.0:F1} MiB (the worker is decoupled, 202), looks at the own videos and at the ranking, and thinks {data.Settings.ThinkSeconds} s on average between; {data.Settings.RampSeconds} s of ramp, {data.Settings.SettleSeconds} s to settle, {data.Settings.HoldSeconds} s measured; of {data.Settings.Rounds} such runs of a point the middle one by p95. Each run meets an API that has just been started. Latencies are right to ± {data.Training[0].Load.Resolution * 500:0.0} ms, or to a tenth. `hpload run capacity-planning/plans/web-users.json --set users=N`; raw data: `{WebCampaign.Part}/users-N/RUN/`. Held-out points are marked *.");
        page.Table(
            ["#users", "#requests/s", "#mean, s", "#p50, s", "#p95, s", "#of all runs", "#p99, s", "#errors", "#resets", "#web processors", "#throttled", "#disk busy", "#database processors", "#whole machine, processors", "#memory, MiB", "#Little's law, apart"],
            data.All.Select(point => Row(point)));
        foreach (var point in data.All.Where(point => point.Runs.Count < data.Settings.Rounds)) page.Paragraph($"Of {point.Users} users {point.Runs.Count} of {data.Settings.Rounds} runs were valid (`{WebCampaign.Part}/users-{point.Users:0000}/RUN/{WebCampaign.InvalidFile}`).");
        if (data.Settings.Beyond.Length > 0) page.Paragraph($"Beyond what could be measured here: {data.Settings.Beyond}.");
        page.Plot(
            "web-latency",
            LatencyPlot.Draw("Users and their latency", "users", [.. data.All.Select(point => new LatencyRow(point.Users, point.Load.All.P50, point.Load.All.P95, point.Load.All.P99, point.Load.All.Errors))], PublishedPlan.P95Seconds),
            "Latency by the number of users, with the bound of 1 s");
        Capacity(page, data, cpus);
        Law(page, data);
    }

    private static FormattableString[] Row(WebPoint point)
    {
        var (all, use) = (point.Load.All, point.Use);
        return
        [
            $"{point.Users}{(point.Prediction is null ? "" : "*")}", $"{all.OkPerSecond:F1}", $"{all.Mean:F4}", $"{all.P50:F4}", $"{all.P95:F4}", $"{point.Runs.Min(run => run.All.P95):F4} … {point.Runs.Max(run => run.All.P95):F4}", $"{all.P99:F4}", $"{all.Errors:P2}", $"{all.Resets}", $"{use.ServerCpus:F2}", $"{use.Throttled:F2}", $"{use.DiskText}",
            $"{use.DatabaseCpus:F2}", $"{use.MachineCpus:F2}", $"{use.MemoryMiB:F0}", $"{point.Little.DeviationPercent:+0.0;-0.0;0.0} %{(point.Little.IsKept ? "" : " **broken**")}",
        ];
    }

    private static void Capacity(ReportPage page, WebData data, double cpus)
    {
        page.Paragraph($"### Capacity, and what is used up first");
        if (WebPoint.Capacity(data.All) is not { } best)
        {
            page.Paragraph($"No number of users kept p95 ≤ 1 s, errors ≤ 5 % and no connection reset in every run.");
            return;
        }

        var last = data.All.Last();
        var uploads = best.Load.Steps["upload"].OkPerSecond;
        page.Paragraph($"The most users who, with all fewer ones, were served with p95 ≤ 1 s, errors ≤ 5 % and no connection reset in every run: **{(best == last ? "at least " : "")}{best.Users}**, at **{best.Load.All.OkPerSecond:F1} requests/s** ({uploads:F1} uploads/s, {uploads * data.Settings.ClipBytes / 1e6:F0} MB/s). {Beyond(data, best)}");
        if (data.Sustained is { } sustained)
            page.Paragraph($"At {data.Settings.SustainedShare:P0} of that, {sustained.Users} users for {sustained.Load.Seconds:F0} s: {sustained.Load.All.OkPerSecond:F1} requests/s, p95 {sustained.Load.All.P95:F4} s, errors {sustained.Load.All.Errors:P2}, memory at most {sustained.Use.MemoryMiB:F0} MiB (`{WebCampaign.Sustained}/`): {(sustained.IsKept ? "kept" : "**not kept for so long**")}.");
        Evidence(page, last, cpus);
    }

    /// <summary>What was found above the capacity.</summary>
    private static string Beyond(WebData data, WebPoint best)
    {
        var more = data.All.Where(point => point.Users > best.Users).Select(point => FormattableString.Invariant($"{point.Users} users {point.RunsKept} of {point.Runs.Count}")).ToList();
        return more.Count == 0 ? "More were not tried." : "Of more, so many runs kept them: " + string.Join(", ", more) + ".";
    }

    /// <summary>Of the most users: what waits, and what has nothing left.</summary>
    private static void Evidence(ReportPage page, WebPoint last, double cpus)
    {
        var use = last.Use;
        page.Paragraph($"What {last.Users} users wait for, and what of the machine they leave:");
        page.Table(
            ["request", "#a second", "#mean, s", "#p50, s", "#p95, s", "#p99, s"],
            last.Load.Steps.Values.Where(step => step.Step != "all").Select(step => new FormattableString[] { $"{step.Step}", $"{step.OkPerSecond:F1}", $"{step.Mean:F3}", $"{step.P50:F3}", $"{step.P95:F3}", $"{step.P99:F3}" }));
        var processors = page.Facts.Machine.Processors;
        var shares = new List<(string Name, double Share)>
        {
            (FormattableString.Invariant($"the API's processors ({use.ServerCpus:F2} of its {cpus})"), use.ServerCpus / cpus),
            (FormattableString.Invariant($"the processors of the real machine ({use.MachineCpus:F2} of {processors}: API, database, generator, kernel)"), use.MachineCpus / processors),
            ("the disk", use.DiskBusy),
        };
        var ordered = shares.Where(one => !double.IsNaN(one.Share)).OrderByDescending(one => one.Share).ToList();
        page.Paragraph($"The busiest are **{ordered[0].Name}**, {ordered[0].Share:P0}; then {string.Join(", ", ordered.Skip(1).Select(one => FormattableString.Invariant($"{one.Name}, {one.Share:P0}")))}. The limit of the control group stopped threads for {use.Throttled:F2} s a second{End(use, processors)}.");
    }

    /// <summary>What ends the growth, where the figures say it.</summary>
    private static string End(MachineUse use, int processors) => (use.Throttled > Much, use.MachineCpus > Nearly * processors) switch
    {
        (true, _) => ": it is what ends it",
        (_, true) => ": it is not what ends it, since the real machine has no more processors to give",
        _ => "; nothing was used up",
    };

    private static void Law(ReportPage page, WebData data)
    {
        var fit = data.Fit();
        var bootstrap = Bootstrap.Of(fit);
        page.Paragraph($"### Universal scalability law");
        page.Paragraph($"X(N) = γN ÷ (1 + α(N − 1) + βN(N − 1)), fitted to the training points alone; intervals of 95 % by bootstrap of residuals ({bootstrap.Replicates} fits). R² = {fit.RSquared:F4}, largest error {fit.LargestErrorPercent:F1} %.");
        page.Table(
            ["parameter", "#fitted", "#95 % interval"],
            [
                [$"γ, requests/s of one user", $"{fit.Law.Gamma:G4}", $"{bootstrap.Gamma().Low:G4} … {bootstrap.Gamma().High:G4}"],
                [$"α, contention", $"{fit.Law.Alpha:G4}", $"{bootstrap.Alpha().Low:G4} … {bootstrap.Alpha().High:G4}"],
                [$"β, coherency", $"{fit.Law.Beta:G4}", $"{bootstrap.Beta().Low:G4} … {bootstrap.Beta().High:G4}"],
                [$"users at the peak", $"{fit.Law.PeakLoad:F0}", $"{bootstrap.PeakLoad().Low:F0} … {bootstrap.PeakLoad().High:F0}"],
                [$"requests/s at the peak", $"{fit.Law.PeakThroughput:F1}", $"{bootstrap.PeakThroughput().Low:F1} … {bootstrap.PeakThroughput().High:F1}"],
            ]);
        page.Plot(
            "web-scalability",
            ScalabilityPlot.Draw("Users and requests", "users", "requests/s", bootstrap, [.. data.HeldOut.Select(point => new ScalabilityPoint(point.Users, point.Load.All.OkPerSecond))]),
            "Throughput by the number of users: measured, fitted, held out");
        var crossing = Knee.BySlo(data.All.Select(point => new LatencyPoint(point.Users, point.Load.All.P95 ?? double.PositiveInfinity)), PublishedPlan.P95Seconds);
        var curvature = Knee.ByCurvature(fit.Law, data.Training[^1].Users);
        var kneedle = Knee.ByKneedle(fit.Points);
        page.Paragraph($"The knee: by the bound of 1 s, where the middle runs cross it, {Place(crossing)}; by the law's curvature {Text(curvature)}; by Kneedle over the training points {Text(kneedle)}.");
    }

    /// <summary>Between two measured loads, no more than that is known.</summary>
    private static string Place(SloCrossing crossing) => crossing.Where switch
    {
        SloCrossingPlace.Between => FormattableString.Invariant($"at about {Math.Round(crossing.Load!.Value / 100) * 100:F0} users"),
        SloCrossingPlace.BeforeTheFirst => "before the first point",
        _ => "beyond the last point",
    };

    private static string Text(KneePoint? knee) => knee is null ? "none" : FormattableString.Invariant($"at {knee.Load:F0} users, {knee.Throughput:F1} requests/s");
}
