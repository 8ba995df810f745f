using System.Globalization;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Uploads;

/// <summary>A directory as another machine sees it: sshfs(1), which talks SFTP to OpenSSH's server; only the encryption between them is left out. Needs root.</summary>
internal sealed class SshfsMount : IAsyncDisposable
{
    private readonly TestDirectory directory = TestDirectory.Create("sshfs");
    private ChildProcess? server;
    private ChildProcess? mount;

    private SshfsMount()
    {
    }

    public string FullPath => directory.FullPath;

    public static async Task<SshfsMount> StartAsync(string shared)
    {
        var mounted = new SshfsMount();
        var port = TcpPorts.Free().ToString(CultureInfo.InvariantCulture);
        mounted.server = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("socat"), Arguments = [$"TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr,fork", "EXEC:/usr/lib/openssh/sftp-server"],
        });
        await Poll.UntilAsync("the SFTP server listens", TimeSpan.FromSeconds(10), async () => (await File.ReadAllTextAsync("/proc/net/tcp")).Contains(
            string.Create(CultureInfo.InvariantCulture, $"0100007F:{int.Parse(port, CultureInfo.InvariantCulture):X4} 00000000:0000 0A"), StringComparison.Ordinal));
        mounted.mount = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = Programs.Find("sshfs"), Arguments = ["-f", "-o", "directport=" + port, "127.0.0.1:" + shared, mounted.FullPath], DeathSignal = "TERM",
        });
        await Poll.UntilAsync("sshfs is mounted", TimeSpan.FromSeconds(20),
            async () => (await File.ReadAllTextAsync("/proc/self/mounts")).Contains(" " + mounted.FullPath + " fuse.sshfs ", StringComparison.Ordinal), () => mounted.mount.Describe("did not mount"));
        return mounted;
    }

    public async ValueTask DisposeAsync()
    {
        if (mount is not null)
        {
            mount.Signal(ProcessSignals.Terminate); // unmounts
            await mount.WaitForExitAsync(TimeSpan.FromSeconds(20));
            await mount.DisposeAsync();
        }

        if (server is not null) await server.DisposeAsync();
        directory.Dispose();
    }
}
