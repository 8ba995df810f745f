using System.Net;
using System.Net.Sockets;
using HighPerf.Hosting.Draining;

namespace HighPerf.Hosting.Tests.Draining;

public sealed class SynFilterTests
{
    [Fact]
    public async Task Who_got_in_before_is_accepted_and_nobody_new_gets_in()
    {
        using var listening = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listening.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listening.Listen();
        using var before = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await before.ConnectAsync(listening.LocalEndPoint!);

        Assert.True(SynFilter.TryAttach(listening));

        using var after = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var connecting = after.ConnectAsync(listening.LocalEndPoint!);
        await Assert.ThrowsAsync<TimeoutException>(() => connecting.WaitAsync(TimeSpan.FromMilliseconds(500)));
        await before.SendAsync("hola"u8.ToArray());
        using var accepted = await listening.AcceptAsync();
        var buffer = new byte[16];
        Assert.Equal(4, await accepted.ReceiveAsync(buffer));
        await accepted.SendAsync(buffer.AsMemory(0, 4));
        Assert.Equal(4, await before.ReceiveAsync(buffer));

        // The SYN that is sent again meets a closed port, and its client knows that nobody has heard it.
        listening.Dispose();
        var refused = await Assert.ThrowsAsync<SocketException>(() => connecting.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }
}
