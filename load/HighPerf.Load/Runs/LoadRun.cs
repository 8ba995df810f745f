using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using HighPerf.Load.Engine;
using HighPerf.Load.Feeds;
using HighPerf.Load.Measurements;
using HighPerf.Load.Plans;
using HighPerf.Load.Results;
using HighPerf.Load.Thresholds;
using HighPerf.Load.Validity;

namespace HighPerf.Load.Runs;

/// <summary>Runs a plan from its text to its result.</summary>
internal sealed class LoadRun(RunOptions options, TextWriter progress)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5); // until a server takes a connection
    private static readonly TimeSpan s_lead = TimeSpan.FromMilliseconds(200); // from when the loops are started to the load's beginning

    /// <exception cref="PlanException">The plan cannot be run.</exception>
    /// <exception cref="HttpRequestException">The server did not answer before the run.</exception>
    /// <exception cref="InvalidOperationException">The generator itself failed.</exception>
    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        var (plan, text) = PlanFile.Read(options.Path, options.Settings);
        var server = Server(plan);
        var paths = new PlanPaths(options.Path, options.Settings);
        var address = await AddressAsync(server, cancellationToken);
        using var reader = new FeedReader(server, paths, Say);
        var feeds = await reader.ReadAsync(plan.Feeds, cancellationToken);
        var compiled = PlanCompiler.Compile(plan, server, paths, feeds, reader.Slots);
        FileDescriptors.Check(compiled.Connections);
        await ConnectAsync(server, address, cancellationToken);
        await StartAsync(cancellationToken);
        return await RunAsync(plan, text, compiled, server, address, cancellationToken);
    }

    private async Task<RunResult> RunAsync(LoadPlan plan, string text, CompiledPlan compiled, Uri server, IPEndPoint address, CancellationToken cancellationToken)
    {
        var seed = options.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var (warmUp, ends) = (compiled.WarmUp.Ticks * 100, compiled.Duration.Ticks * 100);
        var begins = Stopwatch.GetTimestamp() + s_lead.Ticks * 100;
        var startedAt = TimeProvider.System.GetUtcNow() + s_lead;
        EngineLoop[] loops = [.. Enumerable.Range(0, options.Loops).Select(share => new EngineLoop(
            new LoopOptions(
                address, compiled.Scenarios, compiled.Steps.Count, Math.Max(1, compiled.Slots), options.Loops, Math.Max(1, compiled.Connections / options.Loops), begins, warmUp, ends, seed),
            share))];
        var watch = new SystemWatch();
        var failures = new Exception?[loops.Length];
        Thread[] threads = [.. loops.Select((loop, n) => new Thread(() =>
        {
            try
            {
                loop.Run();
            }
            catch (Exception e)
            {
                failures[n] = e; // told by whoever waits for the thread
                foreach (var other in loops) other.Stop = true;
            }
        })
        { IsBackground = true, Name = string.Create(CultureInfo.InvariantCulture, $"loop {n}") })];
        foreach (var thread in threads) thread.Start();

        var series = new SeriesCollector(loops, compiled.Steps);
        var live = new LiveProgress(compiled, options.Quiet ? null : progress);
        string? stopped = null;
        while (threads.Any(thread => thread.IsAlive))
        {
            try
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                stopped ??= string.Create(CultureInfo.InvariantCulture, $"it was stopped after {Stopwatch.GetElapsedTime(begins).TotalSeconds:0} of {compiled.Duration.TotalSeconds:0} s");
                foreach (var loop in loops) loop.Stop = true;
                foreach (var thread in threads) thread.Join();
            }

            var elapsed = Stopwatch.GetElapsedTime(begins);
            watch.Look(elapsed >= compiled.WarmUp, elapsed >= compiled.Duration);
            if (Array.Exists(loops, loop => loop.Exhausted is not null))
            {
                foreach (var loop in loops) loop.Stop = true; // the run is INVALID: nobody is asked any more
            }

            live.Show(series.Collect(), elapsed);
        }

        live.End();
        series.Collect();
        if (failures.FirstOrDefault(failure => failure is not null) is { } failed) throw failed as PlanException ?? (Exception)new InvalidOperationException($"the generator failed: {failed.Message}", failed);
        stopped ??= loops.Select(loop => loop.Exhausted).FirstOrDefault(feed => feed is not null) is { } feed ? $"feed '{feed}' has no rows left" : null;
        var result = new RunResult(
            ResultJson.Format, plan.Name, plan.Description, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), text, server.AbsoluteUri, startedAt, compiled.WarmUp.TotalSeconds, compiled.Duration.TotalSeconds,
            [Facts(loops, compiled, watch, stopped, seed)], Scenarios(loops, compiled), Steps(loops, compiled, series), [], [], options.IsSmoke, compiled.Resolution.TotalSeconds);
        foreach (var loop in loops) loop.Dispose();
        return Judge(result, compiled);
    }

    private static RunResult Judge(RunResult result, CompiledPlan compiled) => Threshold.Judge(Gates.Judge(result), compiled.Thresholds);

    private Uri Server(LoadPlan plan)
    {
        if ((options.Target ?? (Uri.TryCreate(plan.Target, UriKind.Absolute, out var own) ? own : null)) is not { } server) throw new PlanException($"{options.Path}: the plan names no target: give one with --target http://HOST:PORT");
        if (server.Scheme != "http") throw new PlanException($"{server}: only plain http is spoken; aim at the API itself, or at the proxy's plain port");
        return server.PathAndQuery == "/" ? server : throw new PlanException($"{server}: a target is http://HOST:PORT; paths are in the plan");
    }

    private static async Task<IPEndPoint> AddressAsync(Uri server, CancellationToken cancellationToken)
    {
        try
        {
            return new IPEndPoint((await Dns.GetHostAddressesAsync(server.IdnHost, cancellationToken))[0], server.Port);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException($"{server.Authority}: {e.Message}", e);
        }
    }

    /// <summary>Somebody listens there: else a whole run would go by before it is said.</summary>
    private static async Task ConnectAsync(Uri server, IPEndPoint address, CancellationToken cancellationToken)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, cancellationToken).AsTask().WaitAsync(s_patience, cancellationToken);
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            throw new HttpRequestException($"{server.Authority}: {e.Message}", e);
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.StartAt is not { } at) return;
        var wait = at - TimeProvider.System.GetUtcNow() - s_lead;
        if (wait < TimeSpan.Zero) throw new PlanException($"--start-at {at:O} is over");
        Say(string.Create(CultureInfo.InvariantCulture, $"waiting {wait.TotalSeconds:0.0} s for the start"));
        await Task.Delay(wait, cancellationToken);
    }

    private void Say(string text)
    {
        if (!options.Quiet) progress.WriteLine(text);
    }

    private static GeneratorFacts Facts(EngineLoop[] loops, CompiledPlan compiled, SystemWatch watch, string? stopped, int seed)
    {
        var measured = (compiled.Duration - compiled.WarmUp).TotalSeconds * 1e9;
        return new GeneratorFacts(
            Environment.MachineName, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}", SystemWatch.Model(), Environment.ProcessorCount, loops.Length,
            loops.Max(loop => loop.Counters.ProcessorTime) / measured, loops.Sum(loop => loop.Counters.ProcessorTime) / 1e9, watch.Steal(), watch.ClockDrift(),
            Histograms.Encode(Histograms.Sum(loops.SelectMany(loop => loop.Recorders).Select(recorder => recorder.Lateness))),
            loops.Sum(loop => loop.Counters.Asked), loops.Sum(loop => loop.Counters.Waited), loops.Sum(loop => loop.Counters.MostConnections), compiled.Connections,
            loops.Sum(loop => loop.Counters.Events), loops.Sum(loop => loop.Counters.AskingTime) / measured, stopped, seed,
            loops.Max(loop => loop.Counters.ProcessTime) / measured / Environment.ProcessorCount);
    }

    private static List<ScenarioResult> Scenarios(EngineLoop[] loops, CompiledPlan compiled) => [.. compiled.Scenarios.Select(scenario =>
    {
        var scheduled = loops.Sum(loop => loop.Arrivals.Where(source => source.Scenario == scenario).Sum(source => source.Scheduled));
        var seconds = (compiled.Duration - compiled.WarmUp).TotalSeconds;
        return new ScenarioResult(
            scenario.Name, scenario.Load.IsClosed, scenario.Load.IsSteadyFrom(compiled.WarmUp.TotalSeconds), scheduled,
            scenario.Load.IsClosed ? scenario.Load.CopiesAt(compiled.WarmUp.TotalSeconds) : scheduled / seconds);
    })];

    private static List<StepResult> Steps(EngineLoop[] loops, CompiledPlan compiled, SeriesCollector series) => [.. compiled.Steps.Select((step, number) =>
    {
        StepRecorder[] recorders = [.. loops.Select(loop => loop.Recorders[number])];
        var outcomes = Enum.GetValues<Outcome>();
        return new StepResult(
            step.Scenario, step.Step, Histograms.Encode(Histograms.Sum(recorders.Select(recorder => recorder.Latency))), Histograms.Encode(Histograms.Sum(recorders.Select(recorder => recorder.Service))),
            outcomes.ToDictionary(outcome => outcome, outcome => recorders.Sum(recorder => recorder.Outcomes[(int)outcome])),
            outcomes.Where(outcome => recorders.Any(recorder => recorder.Examples[(int)outcome] is not null))
                .ToDictionary(outcome => outcome, outcome => recorders.Select(recorder => recorder.Examples[(int)outcome]).First(example => example is not null)!),
            series.Of(number), Histograms.Encode(Histograms.Sum(recorders.Select(recorder => recorder.Lateness))), recorders.Sum(recorder => recorder.Completed), recorders.Sum(recorder => recorder.Resets));
    })];
}
