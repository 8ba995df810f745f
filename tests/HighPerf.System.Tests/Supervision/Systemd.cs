using System.Net.Sockets;
using System.Text;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Supervision;

/// <summary>systemd's end of <c>$NOTIFY_SOCKET</c> (sd_notify(3)): a file, or a name of the abstract namespace.</summary>
internal sealed class Systemd : IDisposable
{
    private readonly TestDirectory directory = TestDirectory.Create("systemd");

    // unchecked: what a service says to systemd, no request
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public Systemd(bool isAbstract)
    {
        Address = isAbstract ? "@highperf-test-" + Guid.CreateVersion7().ToString("N") : Path.Combine(directory.FullPath, "notify");
        socket.Bind(new UnixDomainSocketEndPoint(isAbstract ? '\0' + Address[1..] : Address));
    }

    /// <summary>For <c>NOTIFY_SOCKET</c>.</summary>
    public string Address { get; }

    /// <summary>What is said next.</summary>
    public async Task<string> NextAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        var buffer = new byte[4_096];
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, SocketFlags.None, deadline.Token));
    }

    /// <summary>Waits until something is said that begins so, and returns it.</summary>
    public async Task<string> SaysAsync(string start, TimeSpan patience)
    {
        while (true)
        {
            if (await NextAsync(patience) is { } said && said.StartsWith(start, StringComparison.Ordinal))
                return said;
        }
    }

    /// <summary>Whether nothing is said for so long, from the next silence on.</summary>
    public async Task<bool> IsSilentAsync(TimeSpan time)
    {
        while (socket.Available > 0)
            await NextAsync(time);
        try
        {
            await NextAsync(time);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    public void Dispose()
    {
        socket.Dispose();
        directory.Dispose();
    }
}
