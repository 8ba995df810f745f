using System.Globalization;
using System.Text.RegularExpressions;
using HighPerf.ApiRace.Servers;
using HighPerf.Testing.Servers;

namespace HighPerf.ApiRace.Load;

/// <summary>wrk(1): one thread, keep-alive, no pipelining, over all targets of a file in turn.</summary>
internal sealed partial class Wrk(string script, string targets, int connections, TimeSpan duration, string? cpus = Cores.Generator)
{
    /// <summary>Takes its targets from <c>TARGETS</c>, one a line: the path, and after a tab a value for If-None-Match; <c>CODING</c> is sent as Accept-Encoding.</summary>
    public const string Script = """
        local requests, next = {}, 0
        function init(args) -- only now wrk.headers has the Host
          for line in io.lines(os.getenv("TARGETS")) do
            local path, tag = line:match("^([^\t]*)\t?(.*)$")
            local headers = { Host = wrk.headers["Host"] }
            if os.getenv("CODING") ~= "" then headers["Accept-Encoding"] = os.getenv("CODING") end
            if tag ~= "" then headers["If-None-Match"] = tag end
            requests[#requests + 1] = wrk.format("GET", path, headers)
          end
        end
        function request() next = next % #requests + 1; return requests[next] end
        """;

    public string CommandLine(Uri server, string coding) =>
        string.Create(CultureInfo.InvariantCulture, $"TARGETS={Path.GetFileName(targets)} CODING={coding} {(cpus is null ? "" : $"taskset -c {cpus} ")}wrk -t 1 -c {connections} -d {duration.TotalSeconds:0}s --latency -s {Path.GetFileName(script)} {server}");

    public async Task<WrkResult> RunAsync(Uri server, string coding)
    {
        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions
            {
                Program = Programs.Find("wrk"),
                Arguments =
                [
                    "-t", "1", "-c", connections.ToString(CultureInfo.InvariantCulture), "-d", FormattableString.Invariant($"{duration.TotalSeconds:0}s"), "--latency",
                    "-s", script, server.AbsoluteUri,
                ],
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TARGETS"] = targets, ["CODING"] = coding },
                Cpus = cpus,
            },
            duration + TimeSpan.FromMinutes(1));
        result.EnsureSuccess("wrk");
        var output = result.Output;
        if (Errors().IsMatch(output)) throw new InvalidOperationException("wrk met errors:\n" + output);
        return new WrkResult(Number(Rate().Match(output)), Number(Requests().Match(output)), Milliseconds(Percentile99().Match(output)));
    }

    private static double Number(Match match) => double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);

    private static double Milliseconds(Match match) => Number(match) * match.Groups["unit"].Value switch { "us" => 0.001, "ms" => 1, "s" => 1_000, _ => double.NaN };

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[0-9.]+)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<number>[0-9]+) requests in", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Requests();

    [GeneratedRegex(@"99%\s+(?<number>[0-9.]+)(?<unit>us|ms|s)", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Percentile99();

    [GeneratedRegex(@"Socket errors|Non-2xx", RegexOptions.None, 1_000)]
    private static partial Regex Errors();
}
