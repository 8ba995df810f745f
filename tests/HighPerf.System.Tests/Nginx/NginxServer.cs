using System.Globalization;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Nginx;

/// <summary>A real nginx with the repository's own configuration (ops/nginx), in front of two API processes.</summary>
public sealed class NginxServer : IAsyncDisposable
{
    private readonly TestDirectory directory = TestDirectory.Create("nginx");
    private readonly int port = TcpPorts.Free();
    private ChildProcess? process;

    private NginxServer()
    {
    }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    /// <param name="stack">Whose API, and whose files.</param>
    /// <param name="secondApi">Another one; the stack's own again when there is none.</param>
    /// <param name="keepAlive">Whether it keeps connections to the APIs, as configured.</param>
    public static async Task<NginxServer> StartAsync(HighPerfStack stack, string? secondApi = null, bool keepAlive = true)
    {
        var nginx = new NginxServer();
        var site = (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "ops", "nginx", "highperf.conf")))
            .Replace("127.0.0.1:8000", new Uri(stack.ApiUrl).Authority, StringComparison.Ordinal)
            .Replace("127.0.0.1:8001", new Uri(secondApi ?? stack.ApiUrl).Authority, StringComparison.Ordinal)
            .Replace("/var/lib/highperf/processed", stack.ProcessedDirectory, StringComparison.Ordinal)
            .Replace("/var/lib/highperf/uploads", stack.UploadsDirectory, StringComparison.Ordinal)
            .Replace("listen 8080", string.Create(CultureInfo.InvariantCulture, $"listen 127.0.0.1:{nginx.port}"), StringComparison.Ordinal);
        if (!keepAlive) site = site.Replace("keepalive 64;", "keepalive 1;", StringComparison.Ordinal).Replace("keepalive_timeout 4s;", "keepalive_requests 1;", StringComparison.Ordinal);
        var root = nginx.directory.FullPath;
        var configuration = Path.Combine(root, "nginx.conf");
        await File.WriteAllTextAsync(configuration, $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{root}}/nginx.pid;
            error_log stderr;
            events { worker_connections 1024; }
            http {
                access_log off;
                client_body_temp_path {{root}}/body;
                proxy_temp_path {{root}}/proxy;
                fastcgi_temp_path {{root}}/fastcgi;
                uwsgi_temp_path {{root}}/uwsgi;
                scgi_temp_path {{root}}/scgi;
                {{site}}
            }
            """);
        nginx.process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("nginx"), Arguments = ["-p", root, "-c", configuration, "-e", "stderr"], DeathSignal = "TERM", WorkingDirectory = root,
        });
        using var http = new HttpClient();
        await Poll.UntilAsync("nginx answers", TimeSpan.FromSeconds(20), async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri(nginx.Url + "/health/live"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException) when (!nginx.process.HasExited)
            {
                return false; // not listening yet
            }
        }, () => nginx.process.Describe("does not answer"));
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.Signal(ProcessSignals.Terminate);
            await process.WaitForExitAsync(TimeSpan.FromSeconds(20));
            await process.DisposeAsync();
        }

        directory.Dispose();
    }
}
