using System.Net;
using HighPerf.Load.Engine;
using HighPerf.Load.Native;

namespace HighPerf.Load.Tests.Engine;

public sealed class ConnectionPoolTests
{
    [Fact]
    public void What_is_refused_at_once_is_never_taken_for_being_opened()
    {
        using var epoll = new Epoll();
        var pool = new ConnectionPool(epoll, new IPEndPoint(IPAddress.Broadcast, 80), most: 1_000); // no TCP connection leads there (ENETUNREACH)
        for (var n = 0; n < 100; n++)
        {
            Assert.Null(pool.Take(out var error));
            Assert.True(error < 0);
            pool.EndPass();
        }
    }
}
