using System.Net;
using HighPerf.Load.Native;

namespace HighPerf.Load.Engine;

/// <summary>The connections of one loop: the one that was used last is used first, so that idle ones stay idle.</summary>
internal sealed class ConnectionPool(Epoll epoll, IPEndPoint server, int most)
{
    private readonly List<Connection> _all = [];
    private readonly Stack<Connection> _idle = new();
    private readonly Stack<Connection> _closed = new(); // to be opened again
    private readonly List<Connection> _closing = []; // of this pass: events that were told before may still name them
    private int _open;

    public int MostOpen { get; private set; }

    public IReadOnlyList<Connection> All => _all;

    /// <summary>An idle connection, or a new one that is connecting; null when there are too many, or <paramref name="error"/>, a negative errno.</summary>
    public Connection? Take(out int error)
    {
        error = 0;
        while (_idle.TryPop(out var idle))
        {
            if (idle is { IsOpen: true, Journey: null }) return idle;
        }

        if (_open >= most) return null;
        if (!_closed.TryPop(out var connection)) _all.Add(connection = new Connection(epoll, _all.Count));
        error = connection.Open(server);
        _open++;
        if (error != 0)
        {
            Close(connection);
            return null;
        }

        MostOpen = Math.Max(MostOpen, _open);
        return connection;
    }

    public void Return(Connection connection) => _idle.Push(connection);

    public void Close(Connection connection)
    {
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
