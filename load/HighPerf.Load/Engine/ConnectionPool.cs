using System.Net;
using HighPerf.Load.Native;

namespace HighPerf.Load.Engine;

/// <summary>
/// The connections of one loop: the one that was used last is used first, so that idle ones stay idle. Few are opened at a time: after a moment in which the machine stood
/// still all who were due would open one each, which costs generator and server far more than waiting for one that becomes free.
/// </summary>
internal sealed class ConnectionPool(Epoll epoll, IPEndPoint server, int most)
{
    private const int MostOpening = 32;
    private const long Prompt = 50_000_000; // nanoseconds in which a server that is well takes a connection: one that does not is sent another SYN after a second

    private readonly List<Connection> _all = [];
    private readonly Stack<Connection> _idle = new();
    private readonly Stack<Connection> _closed = new(); // to be opened again
    private readonly List<Connection> _closing = []; // of this pass: events that were told before may still name them
    private readonly List<(Connection Connection, long Since)> _opening = []; // the oldest first
    private int _open;
    private long _looked; // when all events had been looked at last
    private long _others; // nanoseconds in which who waited for a connection waited for the server, or for the plan's limit

    public int MostOpen { get; private set; }

    public IReadOnlyList<Connection> All => _all;

    /// <summary>As many are open as may be.</summary>
    public bool IsFull => _open >= most;

    /// <summary>An idle connection, or a new one that is connecting; null when there are too many, too many are being opened, or <paramref name="error"/>, a negative errno.</summary>
    public Connection? Take(long now, out int error)
    {
        error = 0;
        while (_idle.TryPop(out var idle))
        {
            if (idle is { IsOpen: true, Journey: null }) return idle;
        }

        if (IsFull || _opening.Count >= MostOpening) return null;
        if (!_closed.TryPop(out var connection)) _all.Add(connection = new Connection(epoll, _all.Count));
        error = connection.Open(server);
        if (error != 0)
        {
            connection.Close();
            _closed.Push(connection); // no event can name it: it never began to open
            return null;
        }

        _open++;
        _opening.Add((connection, now));
        MostOpen = Math.Max(MostOpen, _open);
        return connection;
    }

    /// <summary>A connection stands: another one may be opened.</summary>
    public void Opened(Connection connection)
    {
        var at = 0;
        while (_opening[at].Connection != connection) at++;
        _opening.RemoveAt(at);
    }

    public void Return(Connection connection) => _idle.Push(connection);

    public void Close(Connection connection)
    {
        if (connection.IsConnecting) Opened(connection);
        connection.Close();
        _open--;
        _closing.Add(connection);
    }

    /// <summary>
    /// A clock by which the waits of those that the generator itself keeps from a connection are measured. It stands still while as many are open as may be, and while
    /// the server has left one that is being opened without an answer.
    /// </summary>
    public long Own(long now) => now - _others;

    /// <summary>All events of a wait have been looked at.</summary>
    public void EndPass(long now)
    {
        var since = IsFull ? _looked : _opening.Count > 0 ? Math.Max(_looked, _opening[0].Since + Prompt) : now;
        _others += Math.Max(0, now - since);
        _looked = now;
        foreach (var connection in _closing) _closed.Push(connection);
        _closing.Clear();
    }

    public void CloseAll()
    {
        foreach (var connection in _all) connection.Close();
    }
}
