using System.Net;
using System.Net.Sockets;
using HighPerf.Load.Engine;
using HighPerf.Load.Native;

namespace HighPerf.Load.Tests.Engine;

public sealed class ConnectionPoolTests
{
    private const long Millisecond = 1_000_000;

    [Fact]
    public void What_is_refused_at_once_is_used_again_and_never_taken_for_being_opened()
    {
        using var epoll = new Epoll();
        var pool = new ConnectionPool(epoll, new IPEndPoint(IPAddress.Broadcast, 80), most: 1_000); // no TCP connection leads there (ENETUNREACH)
        for (var n = 0; n < 100; n++)
        {
            Assert.Null(pool.Take(now: n, out var error));
            Assert.True(error < 0);
        }

        Assert.Single(pool.All);
    }

    [Fact]
    public void Who_waits_while_connections_are_opened_promptly_waits_for_the_generator()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var epoll = new Epoll();
        var pool = new ConnectionPool(epoll, (IPEndPoint)server.LocalEndpoint, most: 10);
        for (var at = 0; at < 1_000; at += 10)
        {
            var connection = pool.Take(at * Millisecond, out _)!;
            pool.EndPass(at * Millisecond);
            pool.Close(connection);
        }

        Assert.Equal(1_000 * Millisecond, pool.Own(1_000 * Millisecond));
        pool.CloseAll();
    }

    [Fact]
    public void Who_waits_while_the_server_takes_no_connection_waits_for_the_server()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        using var epoll = new Epoll();
        var pool = new ConnectionPool(epoll, (IPEndPoint)server.LocalEndpoint, most: 10);
        var connection = pool.Take(0, out _)!; // and nobody looks whether it stands
        for (var at = 10; at <= 1_000; at += 10) pool.EndPass(at * Millisecond);
        Assert.InRange(pool.Own(1_000 * Millisecond), 50 * Millisecond, 60 * Millisecond);
        pool.Close(connection);
        pool.EndPass(1_010 * Millisecond);
        Assert.InRange(pool.Own(2_000 * Millisecond), 1_050 * Millisecond, 1_060 * Millisecond);
        pool.CloseAll();
    }
}
