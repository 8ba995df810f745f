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

    private readonly List<Connection> _all = [];
    private readonly Stack<Connection> _idle = new();
    private readonly Stack<Connection> _closed = new(); // to be opened again
    private readonly List<Connection> _closing = []; // of this pass: events that were told before may still name them
    private int _open;
    private int _opening;

    public int MostOpen { get; private set; }

    public IReadOnlyList<Connection> All => _all;

    /// <summary>As many are open as may be.</summary>
    public bool IsFull => _open >= most;

    /// <summary>An idle connection, or a new one that is connecting; null when there are too many, too many are being opened, or <paramref name="error"/>, a negative errno.</summary>
    public Connection? Take(out int error)
    {
        error = 0;
        while (_idle.TryPop(out var idle))
        {
            if (idle is { IsOpen: true, Journey: null }) return idle;
        }

        if (IsFull || _opening >= MostOpening) return null;
        if (!_closed.TryPop(out var connection)) _all.Add(connection = new Connection(epoll, _all.Count));
        error = connection.Open(server);
        _open++;
        if (error != 0)
        {
            Close(connection); // it never began to open
            return null;
        }

        _opening++;

        MostOpen = Math.Max(MostOpen, _open);
        return connection;
    }

    /// <summary>A connection stands: another one may be opened.</summary>
    public void Opened() => _opening--;

    public void Return(Connection connection) => _idle.Push(connection);

    public void Close(Connection connection)
    {
        if (connection.IsConnecting) _opening--;
        connection.Close();
        _open--;
        _closing.Add(connection);
    }

    /// <summary>All events of a wait have been looked at.</summary>
    public void EndPass()
    {
        foreach (var connection in _closing) _closed.Push(connection);
        _closing.Clear();
    }

    public void CloseAll()
    {
        foreach (var connection in _all) connection.Close();
    }
}
