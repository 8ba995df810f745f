using System.Globalization;
using HighPerf.Testing.Servers;

namespace HighPerf.LoadRace;

/// <summary>Where the generators and the server are, and on which processors they run.</summary>
/// <param name="Load">The published hpload.</param>
/// <param name="Bare">The published bench/HighPerf.BareApi.</param>
/// <param name="Plans">A directory with the race's plans.</param>
internal sealed record Rivals(string Load, string Bare, string Plans)
{
    public const string ServerCpus = "0";
    public const string GeneratorCpus = "1";

    /// <summary>The server, when it answers.</summary>
    public async Task<ChildProcess> StartServerAsync(Uri url)
    {
        var server = await ChildProcess.StartAsync(new ChildProcessOptions { Program = Bare, Arguments = [url.AbsoluteUri], Cpus = ServerCpus });
        using var http = new HttpClient();
        await Poll.UntilAsync($"{url} answers", TimeSpan.FromSeconds(30), async () =>
        {
            if (server.HasExited) throw new InvalidOperationException(server.Describe("ended while it started"));
            try
            {
                using var response = await http.GetAsync(new Uri(url, "/plaintext"));
                return response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // not listening yet
            }
        });
        return server;
    }

    /// <summary>Runs a generator on its processor, as root before everything else (SCHED_RR), and what it used of it, start and end included (GNU time).</summary>
    public static async Task<(ChildProcessResult Result, double CpuSeconds)> RunAsync(TimeSpan patience, string program, params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(
            new ChildProcessOptions { Program = Programs.Find("time"), Arguments = ["-q", "-f", "%U %S", program, .. arguments], Cpus = GeneratorCpus, RealTime = Environment.UserName == "root" }, patience);
        if (result.Errors.Split('\n')[^1].Split(' ') is not [var user, var system]) throw new InvalidOperationException($"{program} ended with {result.ExitCode}: {result.Errors}");
        return (result, double.Parse(user, CultureInfo.InvariantCulture) + double.Parse(system, CultureInfo.InvariantCulture));
    }
}
