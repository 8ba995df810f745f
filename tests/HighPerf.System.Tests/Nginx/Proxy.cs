using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Nginx;

/// <summary>nginx with the repository's own configuration (ops/nginx) before a stack's API, and perhaps another one.</summary>
internal static class Proxy
{
    /// <summary>What it writes of each request.</summary>
    public static string LogPath(HighPerfStack stack) => stack.UploadsDirectory + "-nginx.log";

    /// <param name="stack">Whose API, and whose files.</param>
    /// <param name="secondApi">Another one; the stack's own again when there is none.</param>
    /// <param name="keepAlive">Whether it keeps connections to the APIs, as configured.</param>
    public static async Task<NginxServer> StartAsync(HighPerfStack stack, string? secondApi = null, bool keepAlive = true)
    {
        var files = Path.Combine(Repository.Root, "ops", "nginx");
        var site = (await File.ReadAllTextAsync(Path.Combine(files, "highperf.conf")))
            .Replace("127.0.0.1:8000", new Uri(stack.ApiUrl).Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8001", new Uri(secondApi ?? stack.ApiUrl).Authority, StringComparison.Ordinal)
            .Replace("/var/log/nginx/highperf.log", LogPath(stack), StringComparison.Ordinal)
            .Replace("/var/lib/highperf/processed", stack.ProcessedDirectory, StringComparison.Ordinal)
            .Replace("/var/lib/highperf/uploads", stack.UploadsDirectory, StringComparison.Ordinal);
        if (!keepAlive) site = site.Replace("keepalive 64;", "keepalive 1;", StringComparison.Ordinal).Replace("keepalive_timeout 4s;", "keepalive_requests 1;", StringComparison.Ordinal);
        return await NginxServer.StartAsync(address => site
            .Replace("include /etc/nginx/highperf/listen.conf;", $"listen {address};", StringComparison.Ordinal)
            .Replace("/etc/nginx/highperf", files, StringComparison.Ordinal)); // what else it includes
    }
}
