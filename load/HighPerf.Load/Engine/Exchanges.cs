using HighPerf.Load.Http;
using HighPerf.Load.Measurements;
using HighPerf.Load.Native;
using HighPerf.Load.Steps;

namespace HighPerf.Load.Engine;

/// <summary>A loop's requests and their answers: connections, those who wait for one, and streams that are listened to.</summary>
internal sealed class Exchanges : IDisposable
{
    private readonly Epoll _epoll = new();
    private readonly ConnectionPool _connections;
    private readonly WaitingLine _waiting = new();
    private readonly PriorityQueue<(Connection Connection, int Turn), long> _listening = new(); // until when
    private readonly LoopOptions _options;
    private readonly LoopClock _clock;
    private readonly LoopCounters _counters;
    private readonly IVisitors _visitors;

    public Exchanges(LoopOptions options, LoopClock clock, LoopCounters counters, IVisitors visitors)
    {
        (_options, _clock, _counters, _visitors) = (options, clock, counters, visitors);
        _connections = new ConnectionPool(_epoll, options.Server, options.Connections);
    }

    /// <summary>Most connections that were open at once.</summary>
    public int MostOpen => _connections.MostOpen;

    /// <summary>When the next listener has heard enough.</summary>
    public long NextDue => _listening.TryPeek(out _, out var end) ? end : long.MaxValue;

    /// <summary>Asks what a visitor's step asks, as soon as there is a connection.</summary>
    public void Ask(Journey journey)
    {
        if (journey.Began == 0) journey.Began = _clock.Now;
        journey.AskedAt = _clock.Now;
        var error = 0;
        var connection = _waiting.Count == 0 ? _connections.Take(_clock.Now, out error) : null;
        if (connection is not null || error != 0)
        {
            Ask(journey, connection, error);
            return;
        }

        if (_options.IsMeasured(journey.Intended) && _connections.IsFull) _counters.Waited++;
        journey.Kept -= _connections.Own(_clock.Now);
        _waiting.Enqueue(journey);
    }

    /// <summary>Waits until something has come, at most so many nanoseconds, and reads it; how much there was.</summary>
    public int Receive(long wait)
    {
        AskWaiting();
        var ready = _epoll.Wait(wait);
        _clock.Compare();
        for (var n = 0; n < ready; n++)
        {
            var (key, events) = _epoll.At(n);
            if (n > 0) _clock.Read();
            OnEvent(_connections.All[key], events);
        }

        AskWaiting();
        _connections.EndPass(_clock.Now);
        return ready;
    }

    /// <summary>Ends what has taken too long.</summary>
    public void TimeOut()
    {
        foreach (var connection in _connections.All)
        {
            if (connection.Journey is not { } journey || connection.IsListening || _clock.Now - journey.AskedAt <= journey.Step.Timeout) continue;
            _connections.Close(connection);
            _visitors.Finish(journey, Outcome.TimedOut, "no answer", _clock.Now);
        }

        while (_waiting.DequeueImpatient(_clock.Now) is { } journey)
        {
            journey.Kept += _connections.Own(_clock.Now);
            _visitors.Finish(journey, Outcome.TimedOut, "no connection was free", _clock.Now);
        }
    }

    /// <summary>Hangs up for those who have listened long enough.</summary>
    public void EndListening()
    {
        while (_listening.TryPeek(out var listener, out var end) && end <= _clock.Now)
        {
            _listening.Dequeue();
            if (listener.Connection.Turn == listener.Turn && listener.Connection.IsOpen) HangUp(listener.Connection); // or the stream ended before
        }
    }

    public void CloseAll() => _connections.CloseAll();

    public void Dispose()
    {
        CloseAll();
        _epoll.Dispose();
    }

    /// <summary>Asks on a connection, or tells that none could be opened.</summary>
    private void Ask(Journey journey, Connection? connection, int error)
    {
        if (connection is null)
        {
            _visitors.Finish(journey, Outcome.NotConnected, Errno.Text(error), _clock.Now);
            return;
        }

        if (_options.IsMeasured(journey.Intended)) _counters.Asked++;
        error = connection.Ask(journey);
        if (error != 0) Break(connection, error);
    }

    /// <summary>Those who wait for a connection, as far as there are some now.</summary>
    private void AskWaiting()
    {
        while (_waiting.Count > 0)
        {
            var connection = _connections.Take(_clock.Now, out var error);
            if (connection is null && error == 0) return;
            var journey = _waiting.Dequeue();
            journey.Kept += _connections.Own(_clock.Now);
            Ask(journey, connection, error);
        }
    }

    private void OnEvent(Connection connection, uint events)
    {
        if (!connection.IsOpen) return;
        if (connection.Journey is not null && connection.IsSending && (events & (Libc.EpollOut | Libc.EpollError | Libc.EpollHangUp)) != 0)
        {
            var wasConnecting = connection.IsConnecting;
            var error = connection.Write();
            if (wasConnecting && !connection.IsConnecting) _connections.Opened(connection);
            if (error != 0)
            {
                Break(connection, error);
                return;
            }
        }

        if ((events & (Libc.EpollIn | Libc.EpollHangUp | Libc.EpollError)) != 0) Read(connection);
    }

    private void Read(Connection connection)
    {
        var received = connection.Read(out var progress, out var wall);
        if (received == TcpSocket.WouldWait) return;
        if (connection.Journey is not { } journey)
        {
            _connections.Close(connection); // idle, and the server has closed it
            return;
        }

        if (received == 0) progress = connection.Answer.End();
        if (received < 0 || progress == Progress.Malformed)
        {
            Break(connection, received);
            return;
        }

        var at = _clock.Received(wall, journey.Began);
        if (journey.Step is ListenStep listen && listen.IsAccepted(connection.Answer) && ListenStep.IsEventStream(connection.Answer)) Hear(connection, journey, listen, progress, at);
        else if (progress == Progress.Complete || (journey.Step is ListenStep other && other.IsAccepted(connection.Answer))) Judge(connection, journey, progress, at);
    }

    private void Judge(Connection connection, Journey journey, Progress progress, long at)
    {
        var verdict = journey.Step.Judge(journey, connection.Answer);
        if (connection.Answer.Closes || connection.IsSending || progress != Progress.Complete) _connections.Close(connection);
        else
        {
            connection.Release();
            _connections.Return(connection);
        }

        if (verdict.Outcome != Outcome.Ok || !verdict.AskAgain) _visitors.Finish(journey, verdict.Outcome, verdict.Reason, at);
        else if (_clock.Now - journey.Began > journey.Step.Patience) _visitors.Finish(journey, Outcome.TimedOut, "not what was waited for, in time", _clock.Now);
        else if (verdict.After > 0) _visitors.AskLater(journey, _clock.Now + verdict.After);
        else Ask(journey);
    }

    private void Hear(Connection connection, Journey journey, ListenStep listen, Progress progress, long at)
    {
        var events = connection.Events.Take(connection.Answer.Fresh);
        connection.Answer.Forget();
        _counters.Events += events;
        if (events > 0 && !connection.IsListening)
        {
            var verdict = listen.JudgeFirst(connection.Events.First);
            if (verdict.Outcome != Outcome.Ok)
            {
                _connections.Close(connection);
                _visitors.Finish(journey, verdict.Outcome, verdict.Reason, at);
                return;
            }

            connection.IsListening = true;
            _visitors.Record(journey, Outcome.Ok, null, at);
            _listening.Enqueue((connection, connection.Turn), Math.Min(_clock.Now + listen.Listens, Math.Max(_clock.Now, _options.Ends)));
        }

        if (progress != Progress.Complete) return;
        if (connection.IsListening) HangUp(connection);
        else
        {
            _connections.Close(connection);
            _visitors.Finish(journey, Outcome.CutOff, "the stream ended before its first event", _clock.Now);
        }
    }

    /// <summary>A listener has heard enough, or all.</summary>
    private void HangUp(Connection connection)
    {
        var journey = connection.Journey!;
        _connections.Close(connection);
        _visitors.GoOn(journey, _clock.Now);
    }

    /// <summary>A connection ended before its answer did.</summary>
    private void Break(Connection connection, int error)
    {
        var (journey, again) = (connection.Journey, connection is { IsReused: true, Answer.HasBegun: false });
        var (connected, listening) = (!connection.IsConnecting, connection.IsListening);
        _connections.Close(connection);
        if (journey is null) return;
        if (connected) _visitors.Broke(journey);
        if (listening)
        {
            _visitors.GoOn(journey, _clock.Now); // how it went was recorded with its first event
            return;
        }

        if (again && journey is { WasRepeated: false, Step.IsSafe: true })
        {
            journey.WasRepeated = true;
            Ask(journey);
            return;
        }

        _visitors.Finish(
            journey, connected ? Outcome.CutOff : Outcome.NotConnected, error < 0 ? Errno.Text(error) : "the server closed the connection, or sent no HTTP", _clock.Now);
    }
}
