using System.Globalization;
using HighPerf.Testing.Servers;

namespace HighPerf.ApiRace.Servers;

/// <summary>nginx(8), one process, that sends a file: sendfile, kept-open descriptors, no access log.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    public const string Target = "/answer.json";

    private readonly TestDirectory _directory = TestDirectory.Create("api-race-nginx");
    private readonly int _port = TcpPorts.Free();
    private ChildProcess? _process;

    private NginxServer()
    {
    }

    public Uri Url => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}"));

    public static async Task<NginxServer> StartAsync(byte[] answer)
    {
        var nginx = new NginxServer();
        var root = nginx._directory.FullPath;
        await File.WriteAllBytesAsync(root + Target, answer);
        await File.WriteAllTextAsync(Path.Combine(root, "nginx.conf"), $$"""
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            daemon off;
            worker_processes 1;
            pid {{root}}/nginx.pid;
            error_log stderr;
            events { worker_connections 1024; }
            http {
                access_log off;
                sendfile on;
                tcp_nopush on;
                open_file_cache max=16;
                keepalive_requests 1000000000;
                types { application/json json; }
                client_body_temp_path {{root}}/body;
                proxy_temp_path {{root}}/proxy;
                fastcgi_temp_path {{root}}/fastcgi;
                uwsgi_temp_path {{root}}/uwsgi;
                scgi_temp_path {{root}}/scgi;
                server { listen 127.0.0.1:{{nginx._port}}; root {{root}}; }
            }
            """);
        nginx._process = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("nginx"), Arguments = ["-p", root, "-c", Path.Combine(root, "nginx.conf"), "-e", "stderr"], DeathSignal = "TERM", Cpus = Cores.Server,
        });
        await HttpServers.AnswersAsync(nginx._process, new Uri(nginx.Url, Target));
        return nginx;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Signal(ProcessSignals.Terminate);
            await _process.WaitForExitAsync(TimeSpan.FromSeconds(20));
            await _process.DisposeAsync();
        }

        _directory.Dispose();
    }
}
