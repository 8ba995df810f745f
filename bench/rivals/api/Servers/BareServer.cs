using HighPerf.Testing.Servers;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace.Servers;

/// <summary>bench/HighPerf.BareApi, published.</summary>
internal static class BareServer
{
    /// <param name="program">Where it is.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="recorded">The answers it repeats, or the directory of its uploads, or null.</param>
    /// <param name="batch">Whether all its threads have the policy of highperf-api's polling thread.</param>
    public static async Task<ChildProcess> StartAsync(string program, Uri address, string? recorded, bool batch = false)
    {
        string[] arguments = recorded is null ? [address.AbsoluteUri] : [address.AbsoluteUri, recorded];
        var server = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = batch ? Programs.Find("chrt") : program, Arguments = batch ? ["--batch", "0", program, .. arguments] : arguments, Cpus = Cores.Server,
        });
        await HttpServers.AnswersAsync(server, new Uri(address, "/plaintext"));
        return server;
    }
}
