using System.Diagnostics;
using System.Net.Sockets;

namespace HighPerf.ApiRace.Load;

/// <summary>A connection with a timetable: a request at fixed intervals, or when the answer to the one before it is there, if that is later.</summary>
internal sealed class TimedConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly HttpAnswer _answer;
    private readonly byte[] _request;
    private TimeSpan _each;
    private TimeSpan _due;
    private bool _asked;

    public TimedConnection(Uri server, byte[] request)
    {
        _request = request;
        _socket.Connect(server.Host, server.Port);
        _socket.Blocking = false;
        _answer = new HttpAnswer(_socket);
    }

    /// <summary>A new timetable, for when the last one has ended.</summary>
    public void Begin(TimeSpan first, TimeSpan each) => (_due, _each) = (first, each);

    /// <summary>Reads what has come and sends what is due, without waiting for either; false when nothing is left to be sent or read.</summary>
    /// <param name="began">When the timetable began, a timestamp of <see cref="Stopwatch"/>.</param>
    /// <param name="duration">Of the timetable: what is due later is not sent.</param>
    /// <param name="latencies">Milliseconds from when a request was due until its answer was there; added to.</param>
    /// <exception cref="InvalidOperationException">The connection failed, or an answer is not 200.</exception>
    public bool Step(long began, TimeSpan duration, List<double> latencies)
    {
        if (_asked)
        {
            if (_answer.TryRead() is not { } status) return true;
            if (status != 200) throw new InvalidOperationException($"a request of the open loop was answered with {status}");
            latencies.Add((Stopwatch.GetElapsedTime(began) - _due).TotalMilliseconds);
            _due += _each;
            _asked = false;
        }

        if (_due >= duration) return false;
        if (Stopwatch.GetElapsedTime(began) < _due) return true;
        if (_socket.Send(_request, SocketFlags.None, out var error) != _request.Length) throw new InvalidOperationException($"a request of the open loop was not sent ({error})");
        return _asked = true;
    }

    public void Dispose() => _socket.Dispose();
}
