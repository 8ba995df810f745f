using System.Collections.Concurrent;
using System.Diagnostics;
using HighPerf.Load.Http;
using HighPerf.Load.Measurements;
using HighPerf.Load.Native;
using HighPerf.Load.Simulations;
using HighPerf.Load.Steps;

namespace HighPerf.Load.Engine;

/// <summary>
/// One thread that makes its share of the load: it begins what is due, reads what has come, and sleeps in epoll(7) until either is. A visitor's time is
/// its own, whatever the server does; latencies count from then (coordinated omission, Gil Tene, "How NOT to Measure Latency").
/// </summary>
internal sealed class EngineLoop : IDisposable
{
    private const long Second = 1_000_000_000;
    private const long LookForTimeouts = 50_000_000;

    private readonly LoopOptions _options;
    private readonly Random _random;
    private readonly Epoll _epoll = new();
    private readonly ConnectionPool _connections;
    private readonly List<ArrivalSource> _arrivals = [];
    private readonly List<ClosedSource> _closed = [];
    private readonly Dictionary<Scenario, Stack<Journey>> _free = [];
    private readonly Queue<Journey> _waiting = new(); // for a connection
    private readonly PriorityQueue<Journey, long> _delays = new(); // pauses, and steps that ask again later
    private readonly PriorityQueue<(Connection, Journey), long> _listening = new();
    private readonly StepRecorder[] _recorders;
    private long _now;
    private int _alive;
    private bool _cpuBegan;
    private bool _ended;

    public EngineLoop(LoopOptions options, int share)
    {
        _options = options;
        _random = new Random(HashCode.Combine(options.Seed, share));
        _connections = new ConnectionPool(_epoll, options.Server, options.Connections);
        _recorders = [.. Enumerable.Range(0, options.Steps).Select(_ => new StepRecorder())];
        foreach (var scenario in options.Scenarios)
        {
            _free[scenario] = new Stack<Journey>();
            if (scenario.Load.IsClosed) _closed.Add(new ClosedSource(scenario, share, options.Loops));
            else _arrivals.Add(new ArrivalSource(scenario, new Arrivals(scenario.Load, share, options.Loops, _random)));
        }
    }

    public IReadOnlyList<StepRecorder> Recorders => _recorders;

    public LoopCounters Counters { get; } = new();

    /// <summary>Visitors of open scenarios.</summary>
    public IReadOnlyList<ArrivalSource> Arrivals => _arrivals;

    /// <summary>Seconds that have ended: loop's share, the step's number, the second, what was seen.</summary>
    public ConcurrentQueue<(int Step, int Second, Interval Interval)> Seconds { get; } = new();

    /// <summary>Empty intervals, to be used again.</summary>
    public ConcurrentQueue<Interval> Empty { get; } = new();

    /// <summary>Ends the loop at once.</summary>
    public bool Stop { get; set; }

    /// <summary>A feed that had nothing left.</summary>
    public string? Exhausted { get; private set; }

    /// <summary>Runs until all that has begun is over.</summary>
    public void Run()
    {
        ThreadTime.BePunctual();
        var second = 0;
        var nextLook = 0L;
        var latest = _options.Ends + _options.Scenarios.SelectMany(scenario => scenario.Steps).Max(step => step.Timeout) + Second;
        while (!Stop && Exhausted is null)
        {
            _now = Stopwatch.GetTimestamp() - _options.Begins;
            Account();
            BeginWhatIsDue();
            if (_now >= nextLook)
            {
                TimeOut();
                nextLook = _now + LookForTimeouts;
            }

            for (; _now >= (second + 1) * Second; second++) EndSecond(second);
            if (_ended && (_alive == 0 || _now > latest)) break;
            var ready = _epoll.Wait(Math.Min(NextDue(), nextLook) - (Stopwatch.GetTimestamp() - _options.Begins));
            for (var n = 0; n < ready; n++)
            {
                var (key, events) = _epoll.At(n);
                _now = Stopwatch.GetTimestamp() - _options.Begins;
                OnEvent(_connections.All[key], events);
            }

            _connections.EndPass();
        }

        if (_cpuBegan && !_ended) Counters.ProcessorTime += ThreadTime.Used(); // it was stopped
        EndSecond(second);
        Counters.MostConnections = _connections.MostOpen;
        _connections.CloseAll();
    }

    public void Dispose() => _epoll.Dispose();

    private bool IsMeasured(long intended) => intended >= _options.WarmUp && intended < _options.Ends;

    /// <summary>Processor time of the measured time.</summary>
    private void Account()
    {
        if (!_cpuBegan && _now >= _options.WarmUp)
        {
            _cpuBegan = true;
            Counters.ProcessorTime = -ThreadTime.Used();
        }

        if (_ended || _now < _options.Ends) return;
        _ended = true;
        Counters.ProcessorTime += ThreadTime.Used();
        foreach (var (connection, journey) in _listening.UnorderedItems.Select(item => item.Element)) HangUp(connection, journey);
        _listening.Clear();
    }

    private long NextDue()
    {
        var next = long.MaxValue;
        foreach (var source in _arrivals) next = Math.Min(next, source.Due);
        if (_delays.TryPeek(out _, out var delay)) next = Math.Min(next, delay);
        if (_listening.TryPeek(out _, out var end)) next = Math.Min(next, end);
        return next;
    }

    private void BeginWhatIsDue()
    {
        foreach (var source in _arrivals)
        {
            while (source.Due <= _now)
            {
                var due = source.Due;
                if (IsMeasured(due))
                {
                    source.Scheduled++;
                    Counters.Lateness.RecordValue(Math.Clamp((_now - due) / 1_000, 1, StepRecorder.MostMicroseconds));
                }

                source.Advance();
                if (!_ended) Come(source.Scenario, due);
            }
        }

        foreach (var source in _closed)
        {
            while (!_ended && source.Wants(_now) && Exhausted is null)
            {
                source.Came();
                Come(source.Scenario, _now);
            }
        }

        while (_delays.TryPeek(out var journey, out var due) && due <= _now)
        {
            _delays.Dequeue();
            if (journey.Step is PauseStep) GoOn(journey, due);
            else Ask(journey);
        }

        while (_listening.TryPeek(out var listener, out var end) && end <= _now)
        {
            _listening.Dequeue();
            HangUp(listener.Item1, listener.Item2);
        }
    }

    private void Come(Scenario scenario, long due)
    {
        if (!_free[scenario].TryPop(out var journey)) journey = new Journey(scenario, _options.Slots);
        foreach (var feed in scenario.Draws)
        {
            if (feed.Draw(journey.Rows, _random)) continue;
            Exhausted ??= feed.Name;
            return;
        }

        _alive++;
        journey.BeginStep(0, due);
        Begin(journey);
    }

    private void Begin(Journey journey)
    {
        if (journey.Step.Pause(_random) is > 0 and var pause) _delays.Enqueue(journey, journey.Intended + pause);
        else Ask(journey);
    }

    private void Ask(Journey journey)
    {
        if (journey.Began == 0) journey.Began = _now;
        var connection = _connections.Take(out var error);
        if (connection is null)
        {
            if (error != 0)
            {
                Finish(journey, Outcome.NotConnected, Errno.Text(error));
                return;
            }

            if (IsMeasured(journey.Intended)) Counters.Waited++;
            _waiting.Enqueue(journey);
            return;
        }

        AskOn(connection, journey);
    }

    private void AskOn(Connection connection, Journey journey)
    {
        if (IsMeasured(journey.Intended)) Counters.Asked++;
        var error = connection.Ask(journey);
        if (error != 0) Break(connection, error);
    }

    private void OnEvent(Connection connection, uint events)
    {
        if (!connection.IsOpen) return;
        if (connection.Journey is not null && connection.IsSending && (events & (Libc.EpollOut | Libc.EpollError | Libc.EpollHangUp)) != 0)
        {
            var error = connection.Write();
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
        var received = connection.Read(out var progress);
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

        if (journey.Step is ListenStep listen && connection.Answer.Status == 200)
        {
            Hear(connection, journey, listen, progress);
            return;
        }

        if (progress == Progress.Complete) Judge(connection, journey);
    }

    private void Judge(Connection connection, Journey journey)
    {
        var verdict = journey.Step.Judge(journey, connection.Answer);
        if (connection.Answer.Closes || connection.IsSending) _connections.Close(connection);
        else
        {
            connection.Release();
            _connections.Return(connection);
        }

        AskWaiting();
        if (verdict.Outcome != Outcome.Ok || !verdict.AskAgain) Finish(journey, verdict.Outcome, verdict.Reason);
        else if (_now - journey.Began > journey.Step.Timeout) Finish(journey, Outcome.TimedOut, "not what was waited for, in time");
        else if (verdict.After > 0) _delays.Enqueue(journey, _now + verdict.After);
        else Ask(journey);
    }

    private void Hear(Connection connection, Journey journey, ListenStep listen, Progress progress)
    {
        var events = connection.Answer.Fresh.Count("\n\n"u8);
        connection.Answer.Forget();
        Counters.Events += events;
        if (events > 0 && !connection.IsListening)
        {
            connection.IsListening = true;
            Record(journey, Outcome.Ok, null);
            _listening.Enqueue((connection, journey), _now + listen.Listens);
        }

        if (progress == Progress.Complete) Break(connection, 0);
    }

    /// <summary>A listener has heard enough.</summary>
    private void HangUp(Connection connection, Journey journey)
    {
        if (connection.Journey != journey || !connection.IsListening) return; // it was broken off before
        _connections.Close(connection);
        GoOn(journey, _now);
    }

    /// <summary>A connection ended before its answer did.</summary>
    private void Break(Connection connection, int error)
    {
        var (journey, again) = (connection.Journey, connection is { IsReused: true, Answer.HasBegun: false });
        var connected = !connection.IsConnecting;
        _connections.Close(connection);
        if (journey is null) return;
        if (again && journey is { WasRepeated: false, Step.IsSafe: true })
        {
            journey.WasRepeated = true;
            Ask(journey);
            return;
        }

        Finish(journey, connected ? Outcome.CutOff : Outcome.NotConnected, error < 0 ? Errno.Text(error) : "the server closed the connection, or sent no HTTP");
    }

    private void TimeOut()
    {
        foreach (var connection in _connections.All)
        {
            if (connection.Journey is not { } journey || connection.IsListening || _now - journey.Began <= journey.Step.Timeout) continue;
            _connections.Close(connection);
            Finish(journey, Outcome.TimedOut, "no answer");
        }

        while (_waiting.TryPeek(out var journey) && _now - journey.Began > journey.Step.Timeout)
        {
            _waiting.Dequeue();
            Finish(journey, Outcome.TimedOut, "no connection was free");
        }

        AskWaiting();
    }

    /// <summary>Those who wait for a connection, as far as there are some now.</summary>
    private void AskWaiting()
    {
        while (_waiting.Count > 0 && _connections.Take(out _) is { } free) AskOn(free, _waiting.Dequeue());
    }

    private void Record(Journey journey, Outcome outcome, string? reason) => _recorders[journey.Step.Number].Record(
        outcome, _now - journey.Intended, _now - journey.Began, IsMeasured(journey.Intended), reason);

    private void Finish(Journey journey, Outcome outcome, string? reason)
    {
        Record(journey, outcome, reason);
        if (outcome == Outcome.Ok) GoOn(journey, _now);
        else Leave(journey);
    }

    /// <summary>To the next step, which was to begin then.</summary>
    private void GoOn(Journey journey, long intended)
    {
        if (_ended || journey.StepIndex + 1 == journey.Scenario.Steps.Length)
        {
            Leave(journey);
            return;
        }

        journey.BeginStep(journey.StepIndex + 1, intended);
        Begin(journey);
    }

    private void Leave(Journey journey)
    {
        _alive--;
        _free[journey.Scenario].Push(journey);
        foreach (var source in _closed)
        {
            if (source.Scenario == journey.Scenario) source.Left();
        }
    }

    private void EndSecond(int second)
    {
        for (var step = 0; step < _recorders.Length; step++)
        {
            if (_recorders[step].Interval.IsEmpty) continue;
            if (!Empty.TryDequeue(out var empty)) empty = new Interval();
            Seconds.Enqueue((step, second, _recorders[step].Exchange(empty)));
        }
    }
}
