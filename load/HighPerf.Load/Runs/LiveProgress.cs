using System.Globalization;
using HighPerf.Load.Measurements;
using HighPerf.Load.Results;

namespace HighPerf.Load.Runs;

/// <summary>A line that shows how a run goes: on a terminal again and again, elsewhere every ten seconds.</summary>
internal sealed class LiveProgress(CompiledPlan plan, TextWriter? output)
{
    private const int Every = 10;

    private readonly bool _terminal = !Console.IsErrorRedirected;
    private int _shown = -1;

    public void Show(SecondSummary? second, TimeSpan elapsed)
    {
        if (output is null || second is null || second.Second == _shown || (!_terminal && second.Second % Every != Every - 1)) return;
        _shown = second.Second;
        var total = plan.Duration.TotalSeconds;
        var phase = elapsed < plan.WarmUp ? "warming up" : elapsed.TotalSeconds < total ? "measuring" : "waiting for the last answers";
        var latency = second.Latency.TotalCount == 0 ? "" : $"  p50 {Quantiles.Text(Quantiles.Of(second.Latency, "p50") / 1e6)}, p99 {Quantiles.Text(Quantiles.Of(second.Latency, "p99") / 1e6)}";
        var line = string.Create(CultureInfo.InvariantCulture, $"{Math.Min(second.Second + 1, total),5:0}/{total:0} s  {phase}  {second.Ok,7} ok/s{(second.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {second.Failed} failed") : "")}{latency}");
        output.Write(_terminal ? $"\r\e[K{line}" : line + "\n");
        output.Flush();
    }

    public void End()
    {
        if (output is not null && _terminal && _shown >= 0) output.Write("\r\e[K");
    }
}
