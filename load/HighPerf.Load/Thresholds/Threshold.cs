using System.Globalization;
using System.Text.RegularExpressions;
using HighPerf.Load.Measurements;
using HighPerf.Load.Plans;
using HighPerf.Load.Results;

namespace HighPerf.Load.Thresholds;

/// <summary>What is good enough: <c>ranking p95 &lt; 1s</c>, <c>all errors &lt; 5%</c>, <c>vote rate > 100/s</c>.</summary>
internal sealed partial class Threshold
{
    private readonly string _text;
    private readonly string _who;
    private readonly string _metric;
    private readonly string _op;
    private readonly double _limit; // seconds, a share, or a second

    /// <param name="steps">Names of steps and scenarios.</param>
    /// <exception cref="PlanException">It cannot be understood.</exception>
    public Threshold(string text, IReadOnlyCollection<string> steps)
    {
        var match = Form().Match(text);
        if (!match.Success) throw new PlanException($"threshold '{text}' is not of the form: STEP p95 < 1s, STEP errors < 5%, STEP rate > 100/s, STEP resets < 1 (or max, mean, any percentile; refused and faults, which are the errors; STEP may be a scenario or all)");
        (_text, _who, _metric) = (text, match.Groups["who"].Value, match.Groups["metric"].Value);
        if (_who != "all" && !steps.Contains(_who, StringComparer.Ordinal)) throw new PlanException($"threshold '{text}': there is no step or scenario '{_who}'");
        _op = match.Groups["op"].Value;
        var value = match.Groups["value"].Value;
        _limit = _metric switch
        {
            "errors" or "refused" or "faults" => Number(value, "%") / 100,
            "resets" => Number(value, ""),
            "rate" => Number(value, "/s"),
            _ => Duration.Parse(value, $"threshold '{text}'").TotalSeconds,
        };
    }

    /// <summary>The run with what its thresholds say. Of one that is not valid nothing was found, and nothing reached.</summary>
    public static RunResult Judge(RunResult run, IEnumerable<Threshold> thresholds) => run with
    {
        Thresholds = [.. thresholds.Select(threshold => run.IsValid ? threshold.Judge(run) : new ThresholdResult(threshold._text, IsMet: false, Found: null))],
    };

    public ThresholdResult Judge(RunResult run)
    {
        var steps = run.Steps.Where(step => _who == "all" || step.Name == _who || step.Scenario == _who).ToList();
        var count = steps.Sum(step => step.Count);
        if (count == 0) return new ThresholdResult(_text, false, "nothing was measured");
        double found;
        switch (_metric)
        {
            case "errors" or "refused" or "faults":
                found = (double)steps.Sum(step => _metric == "errors" ? step.Failed : _metric == "refused" ? step.Refused : step.Failed - step.Refused) / count;
                return Result(found, found.ToString("0.###%", CultureInfo.InvariantCulture));
            case "resets":
                found = steps.Sum(step => step.Resets);
                return Result(found, found.ToString(CultureInfo.InvariantCulture));
            case "rate":
                found = steps.Sum(step => step.Completed) / run.MeasuredSeconds;
                return Result(found, found.ToString("0.##/s", CultureInfo.InvariantCulture));
            default:
                var latency = Histograms.Sum(steps.Select(step => Histograms.Decode(step.Latency)));
                if (latency.TotalCount == 0) return new ThresholdResult(_text, false, "no answer was right");
                found = Quantiles.Of(latency, _metric) / 1e6;
                var punctuality = Punctuality.Of(run.Resolution, steps);
                return Result(found, Quantiles.Text(found) + (punctuality.Bears(_metric) ? "" : $" or less: the generator itself was late by {Quantiles.Text(punctuality.Late(_metric))}"));
        }
    }

    private ThresholdResult Result(double found, string text) => new(_text, _op switch { "<" => found < _limit, "<=" => found <= _limit, ">" => found > _limit, _ => found >= _limit }, text);

    private double Number(string value, string unit) =>
        value.EndsWith(unit, StringComparison.Ordinal) && double.TryParse(value.AsSpan(0, value.Length - unit.Length), CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new PlanException($"threshold '{_text}': '{value}' is no number with {unit}");

    [GeneratedRegex(@"^(?<who>[A-Za-z0-9_-]+) ((?<metric>p[0-9]{1,2}(\.[0-9]+)?|max|mean|errors|refused|faults|rate) (?<op>[<>]=?) (?<value>[0-9.]+[a-z%/]+)|(?<metric>resets) (?<op>[<>]=?) (?<value>[0-9]+))$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Form();
}
