using System.Globalization;
using System.Text;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Reports;

/// <summary>A run in Markdown. Of an invalid one there is what is wrong with it, and no number.</summary>
internal static class MarkdownReport
{
    private static readonly string[] s_quantiles = ["p50", "p95", "p99", "p99.9", "max"];

    public static string Write(RunResult run)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {run.Plan}: {Verdict(run)}\n\n");
        if (run.Description is not null) text.Append(run.Description).Append("\n\n");
        text.Append(CultureInfo.InvariantCulture, $"{run.Target}, {run.StartedAt:yyyy-MM-dd HH:mm:ss} UTC; {run.Seconds:0.#} s of load, of which the first {run.WarmUp:0.#} s do not count.\n\n");
        if (run.IsValid)
        {
            Numbers(text, run);
            Thresholds(text, run);
        }

        Gates(text, run);
        Failures(text, run);
        Generators(text, run);
        return text.ToString();
    }

    /// <summary>The run in one word, and of an invalid one why.</summary>
    public static string Verdict(RunResult run) =>
        (run.IsSmoke && run.IsValid ? "SMOKE, not to be quoted: " : "") + Said(run);

    private static string Said(RunResult run) =>
        !run.IsValid ? "INVALID: " + string.Join("; ", run.Gates.Where(gate => !gate.IsMet && !(run.IsSmoke && gate.IsOfMachine)).Select(gate => gate.Finding))
        : run.IsPassed ? run.Thresholds.Count > 0 ? "PASSED" : "VALID"
        : "FAILED: " + string.Join("; ", run.Thresholds.Where(threshold => !threshold.IsMet).Select(threshold => $"{threshold.Text}, but {threshold.Found}"));

    private static void Numbers(StringBuilder text, RunResult run)
    {
        text.Append("| scenario | load |\n|---|---|\n");
        foreach (var scenario in run.Scenarios)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {scenario.Name} | {(scenario.IsClosed ? string.Create(CultureInfo.InvariantCulture, $"closed: {scenario.Rate:0} visitors, who come again when done") : string.Create(CultureInfo.InvariantCulture, $"open: {scenario.Rate:0.##} visitors/s on average, {scenario.Scheduled:0} in all"))} |\n");
        }

        text.Append("\n| step | ok/s | failed | of them refused | resets | p50 | p95 | p99 | p99.9 | max |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");
        var withheld = new StringBuilder();
        foreach (var step in run.Steps)
        {
            var row = StepSummary.Of(run, step);
            text.Append(CultureInfo.InvariantCulture, $"| {step.Scenario}: {step.Name} | {row.Rate:0.##} | {step.Failed} ({step.Errors:0.##%}) | {step.Refused} | {step.Resets} | {string.Join(" | ", s_quantiles.Select(row.Text))} |\n");
            var late = s_quantiles.Where(quantile => row.Latency.TotalCount > 0 && !row.Punctuality.Bears(quantile)).Select(quantile => $"{Quantiles.Text(row.Punctuality.Late(quantile))} ({quantile})").ToList();
            if (late.Count > 0) withheld.Append(CultureInfo.InvariantCulture, $"Withheld of {step.Name}: the generator itself was late by {string.Join(", ", late)}, more than a tenth of it and than half of the resolution.\n\n");
        }

        text.Append("\nLatencies count from when a step was to begin, not from when it did; what did not come in time is in them, what was refused is not.\n\n").Append(withheld);
    }

    private static void Thresholds(StringBuilder text, RunResult run)
    {
        if (run.Thresholds.Count == 0) return;
        text.Append("| threshold | found | |\n|---|---:|---|\n");
        foreach (var threshold in run.Thresholds) text.Append(CultureInfo.InvariantCulture, $"| {threshold.Text} | {threshold.Found} | {(threshold.IsMet ? "met" : "**missed**")} |\n");
        text.Append('\n');
    }

    private static void Gates(StringBuilder text, RunResult run)
    {
        text.Append("| may it be believed? | | |\n|---|---|---|\n");
        foreach (var gate in run.Gates) text.Append(CultureInfo.InvariantCulture, $"| {gate.Name} | {(gate.IsMet ? "yes" : "**NO**")} | {gate.Finding.Replace('|', '/')} |\n");
        text.Append('\n');
    }

    private static void Failures(StringBuilder text, RunResult run)
    {
        foreach (var step in run.Steps)
        {
            foreach (var (outcome, example) in step.Examples) text.Append(CultureInfo.InvariantCulture, $"- {step.Scenario}: {step.Name}: {step.Outcomes.GetValueOrDefault(outcome)} × {Names(outcome)}, the first: {example}\n");
        }

        if (run.Steps.Any(step => step.Examples.Count > 0)) text.Append('\n');
    }

    private static void Generators(StringBuilder text, RunResult run)
    {
        foreach (var generator in run.Generators)
        {
            var lateness = Histograms.Decode(generator.Lateness);
            text.Append(CultureInfo.InvariantCulture, $"Generator {generator.Host}: {generator.Processor}, {generator.Processors} processors, {generator.System}; {generator.Loops} loops, ")
                .Append(CultureInfo.InvariantCulture, $"the busiest at {generator.BusiestLoop:0.0%}; {generator.Asked} requests with {generator.ProcessorSeconds:0.00} s of processor time; {generator.MostConnections} connections at most; seed {generator.Seed}; ")
                .Append(CultureInfo.InvariantCulture, $"late by {(lateness.TotalCount == 0 ? "nothing" : Quantiles.Text(Quantiles.Of(lateness, "p99") / 1e6))} (p99).\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"\nPlan: sha256 {run.PlanSha256[..16]}.\n");
    }

    private static string Names(Outcome outcome) => outcome switch
    {
        Outcome.WrongStatus => "wrong status",
        Outcome.WrongBody => "wrong body",
        Outcome.NotConnected => "no connection",
        Outcome.CutOff => "cut off",
        Outcome.TimedOut => "no answer in time",
        Outcome.Refused => "refused",
        _ => "ok",
    };
}
