using System.Globalization;
using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Models;
using HighPerf.Capacity.Rivals.Systems;
using HighPerf.Testing;

namespace HighPerf.Capacity.Rivals.Rates;

/// <summary>
/// Asks a system at one rate after the other, and says what each was. Each run meets an API that has just started: what a rate that was too much has left behind is not in the next.
/// Only valid runs count; noise of the host is waited out.
/// </summary>
internal sealed class RateProber(Generator generator, Uri target, MachineUnderLoad machine, RatePlan plan, int warmUpSeconds, int seconds, string directory)
{
    private const int MostTries = 20; // of those that the host took the processors of
    internal const int GeneratorTries = 6; // of those that the generator was too slow for: it may have been the host

    private const double LeastWaited = 0.5; // of the requests, for a connection
    private const double LeastThrottled = 0.05; // of the time: the machine was at its limit

    /// <summary>Gates that say that the generator was too slow, or that answers did not come: the host may have stood still, and it is tried again.</summary>
    private static readonly string[] s_tooMuch = ["processor", "punctual", "rate", "connections", "answered"];

    /// <summary>Of these, those that are the system's; that connections were used up only when most of the time they were, or when its machine was at its limit: it may have been a moment.</summary>
    private static readonly string[] s_system = ["connections", "answered"];

    /// <summary>Goes through a search; the best run stays in <c>best</c>.</summary>
    /// <param name="mayBeBeyond">The search goes on when a rate was too much for the generator.</param>
    public async Task<IReadOnlyList<RateProbe>> SearchAsync(RateSearch search, bool mayBeBeyond)
    {
        var probes = new List<RateProbe>();
        while (search.Next is { } rate)
        {
            var probe = await ProbeAsync(rate);
            search.Note(rate, probe.Verdict);
            probes.Add(probe);
            Progress.Say($"    {rate:F1}/s {probe.Verdict}: {probe.OkPerSecond:F1} right answers/s, p95 {probe.P95Seconds:F3} s, errors {probe.ErrorShare:P1} {probe.Finding}");
            if (search.Best == rate && probe.Verdict == RateVerdict.Sustained) Keep();
            Directory.Delete(Now, recursive: true);
            if (probe.Verdict == RateVerdict.BeyondGenerator && !mayBeBeyond) break;
        }

        return probes;
    }

    /// <summary>What the machine under load held for itself after the last rate.</summary>
    public double AfterMiB { get; private set; }

    private string Now => Path.Combine(directory, "now");

    private async Task<RateProbe> ProbeAsync(double rate)
    {
        for (var again = 1; ; again++)
        {
            var throttled = machine.Group.ThrottledSeconds;
            try
            {
                return Judge(rate, await generator.RunAsync(PlanPath(plan.Plan), target, Directory.CreateDirectory(Now).FullName, () => SettingsAsync(rate), TimeSpan.FromSeconds(warmUpSeconds + seconds + 60), tries: 1, settle: SettleAsync));
            }
            catch (GeneratorException e)
            {
                AfterMiB = machine.Group.AnonymousMiB;
                var invalid = InvalidLoad.Read(Path.Combine(Now, "result.json"));
                if (invalid.Gates.IsSubsetOf(s_tooMuch) && again >= GeneratorTries)
                {
                    var isSystem = invalid.Gates.IsSubsetOf(s_system)
                        && (!invalid.Gates.Contains("connections") || invalid.WaitedShare > LeastWaited || machine.Group.ThrottledSeconds - throttled > LeastThrottled * seconds);
                    return new RateProbe(rate, isSystem ? RateVerdict.Missed : RateVerdict.BeyondGenerator, null, null, null, invalid.Finding);
                }

                if (again == MostTries) throw new GeneratorException(e.Message, e);
            }
        }
    }

    public static string PlanPath(string plan) => Path.Combine(Repository.Root, "capacity-planning/plans", plan);

    private RateProbe Judge(double rate, LoadResult load)
    {
        LoadNumbers[] steps = [.. load.Steps.Values.Where(step => step.Step != "all")];
        var (slowest, errors) = (steps.Max(step => step.P95), steps.Max(step => step.Errors));
        if (Array.Exists(steps, step => step is { P95: null, OkPerSecond: > 0 })) return new RateProbe(rate, RateVerdict.BeyondGenerator, null, null, null, "p95 is withheld, as the generator was late");
        var isSustained = slowest <= PublishedPlan.P95Seconds && errors <= PublishedPlan.Errors;
        return new RateProbe(rate, isSustained ? RateVerdict.Sustained : RateVerdict.Missed, load.Steps[plan.Step].OkPerSecond, slowest, errors, "");
    }

    private async Task<IReadOnlyDictionary<string, string>> SettingsAsync(double rate)
    {
        await machine.RestartApiAsync();
        return new Dictionary<string, string>(await plan.Settings(rate), StringComparer.Ordinal)
        {
            ["rate"] = rate.ToString("0.###", CultureInfo.InvariantCulture), ["warm_up"] = Seconds(warmUpSeconds), ["during"] = Seconds(seconds),
        };
    }

    /// <summary>What a rate that was too much has left to do is in no look at the machine.</summary>
    private Task SettleAsync()
    {
        AfterMiB = machine.Group.AnonymousMiB;
        return machine.RestartApiAsync();
    }

    private void Keep()
    {
        var best = Path.Combine(directory, "best");
        if (Directory.Exists(best)) Directory.Delete(best, recursive: true);
        Directory.CreateDirectory(best);
        foreach (var file in (string[])["result.json", MachineSpeed.File]) File.Move(Path.Combine(Now, file), Path.Combine(best, file));
    }

    private static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture) + "s";
}
