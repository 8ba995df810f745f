using System.Collections.Concurrent;
using HighPerf.Load.Measurements;
using HighPerf.Load.Native;
using HighPerf.Load.Simulations;
using HighPerf.Load.Steps;

namespace HighPerf.Load.Engine;

/// <summary>
/// One thread that makes its share of the load: it begins what is due, reads what has come, and sleeps until either is. A visitor's time is its own,
/// whatever the server does; latencies count from then (coordinated omission, Gil Tene, "How NOT to Measure Latency") until the kernel received the answer.
/// </summary>
internal sealed class EngineLoop : IVisitors, IDisposable
{
    private const long Second = 1_000_000_000;
    private const long LookForTimeouts = 50_000_000;

    private readonly LoopOptions _options;
    private readonly Random _random;
    private readonly LoopClock _clock;
    private readonly Exchanges _exchanges;
    private readonly Nap _nap;
    private readonly List<ArrivalSource> _arrivals = [];
    private readonly List<ClosedSource> _closed = [];
    private readonly Dictionary<Scenario, Stack<Journey>> _free = [];
    private readonly PriorityQueue<Journey, long> _delays = new(); // pauses, and steps that ask again later
    private readonly StepRecorder[] _recorders;
    private int _asking;
    private long _askingSince; // so many are asking
    private bool _cpuBegan;
    private bool _ended;
    private volatile int _endedSeconds;

    public EngineLoop(LoopOptions options, int share)
    {
        _options = options;
        _random = new Random(Seeds.Of(options.Seed, share));
        _clock = new LoopClock(options.Begins);
        _exchanges = new Exchanges(options, _clock, Counters, this);
        _recorders = [.. Enumerable.Range(0, options.Steps).Select(_ => new StepRecorder())];
        foreach (var scenario in options.Scenarios)
        {
            _free[scenario] = new Stack<Journey>();
            if (scenario.Load.IsClosed) _closed.Add(new ClosedSource(scenario, share, options.Loops));
            else _arrivals.Add(new ArrivalSource(scenario, new Arrivals(scenario.Load, share, options.Loops, _random)));
        }

        _nap = new Nap(_clock, allowed: _closed.Count == 0);
    }

    public IReadOnlyList<StepRecorder> Recorders => _recorders;

    public LoopCounters Counters { get; } = new();

    /// <summary>Visitors of open scenarios.</summary>
    public IReadOnlyList<ArrivalSource> Arrivals => _arrivals;

    /// <summary>Seconds that have ended: loop's share, the step's number, the second, what was seen.</summary>
    public ConcurrentQueue<(int Step, int Second, Interval Interval)> Seconds { get; } = new();

    /// <summary>How many seconds have ended: all of <see cref="Seconds"/> before that are there.</summary>
    public int EndedSeconds => _endedSeconds;

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
        while (!Stop && Exhausted is null)
        {
            _clock.Read();
            Account();
            BeginWhatIsDue();
            if (_clock.Now >= nextLook)
            {
                _exchanges.TimeOut();
                nextLook = _clock.Now + LookForTimeouts;
            }

            for (; _clock.Now >= (second + 1) * Second; second++) EndSecond(second);
            if (_ended && _asking == 0) break; // each request has a timeout, and who waits for something a patience
            _nap.Saw(_exchanges.Receive(_nap.IsDue ? 0 : Math.Min(NextDue(), nextLook) - _clock.Read()));
            if (_nap.IsDue) _nap.Take();
        }

        if (_cpuBegan && !_ended) EndAccount(); // it was stopped
        EndSecond(second);
        Counters.MostConnections = _exchanges.MostOpen;
        _exchanges.CloseAll();
    }

    public void Record(Journey journey, Outcome outcome, string? reason, long at)
    {
        if (journey.IsAsking) CountAsking(-1, at);
        journey.IsAsking = false;
        _recorders[journey.Step.Number].Record(
            outcome, at - journey.Intended, at - journey.Began, journey.Began - journey.Intended + Math.Max(0, journey.Kept), _options.IsMeasured(journey.Intended), _options.IsMeasured(at), reason);
    }

    public void Broke(Journey journey)
    {
        if (_options.IsMeasured(journey.Intended)) _recorders[journey.Step.Number].Resets++;
    }

    public void Finish(Journey journey, Outcome outcome, string? reason, long at)
    {
        Record(journey, outcome, reason, at);
        if (outcome == Outcome.Ok) GoOn(journey, _clock.Now);
        else Leave(journey, _clock.Now);
    }

    public void GoOn(Journey journey, long intended)
    {
        if (_ended || journey.StepIndex + 1 == journey.Scenario.Steps.Length)
        {
            Leave(journey, intended);
            return;
        }

        journey.BeginStep(journey.StepIndex + 1, intended);
        Begin(journey);
    }

    public void AskLater(Journey journey, long due) => _delays.Enqueue(journey, Nap.TickFrom(due));

    public void Dispose() => _exchanges.Dispose();

    /// <summary>Processor time of the measured time.</summary>
    private void Account()
    {
        if (!_cpuBegan && _clock.Now >= _options.WarmUp)
        {
            _cpuBegan = true;
            (Counters.ProcessorTime, Counters.ProcessTime) = (-ThreadTime.Used(), -ThreadTime.UsedByProcess());
        }

        if (_ended || _clock.Now < _options.Ends) return;
        _ended = true;
        EndAccount();
    }

    private void EndAccount()
    {
        Counters.ProcessorTime += ThreadTime.Used();
        Counters.ProcessTime += ThreadTime.UsedByProcess();
    }

    private long NextDue()
    {
        var next = _exchanges.NextDue;
        foreach (var source in _arrivals) next = Math.Min(next, source.Due);
        return _delays.TryPeek(out _, out var delay) ? Math.Min(next, delay) : next;
    }

    /// <summary>Begins what was due when this pass began, and each closed visitor once: however late the loop is, and however soon it is refused, it goes on to read.</summary>
    private void BeginWhatIsDue()
    {
        var now = _clock.Now;
        foreach (var source in _arrivals)
        {
            while (source.Due <= now)
            {
                var due = source.Due;
                if (_options.IsMeasured(due)) source.Scheduled++;
                source.Advance();
                _clock.Read();
                if (!_ended) Come(source.Scenario, due);
            }
        }

        while (_delays.TryPeek(out var journey, out var due) && due <= now)
        {
            _delays.Dequeue();
            _clock.Read();
            if (journey.Step is PauseStep) GoOn(journey, due);
            else
            {
                journey.Kept += _clock.Now - due;
                _exchanges.Ask(journey);
            }
        }

        _exchanges.EndListening();
        foreach (var source in _closed)
        {
            for (var missing = _ended || now < 0 ? 0 : source.Missing(now); missing > 0 && Exhausted is null; missing--)
            {
                Come(source.Scenario, source.Come(_clock.Now));
            }
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

        journey.BeginStep(0, due);
        Begin(journey);
    }

    private void Begin(Journey journey)
    {
        if (journey.Step.Pause(_random) is > 0 and var pause) _delays.Enqueue(journey, Nap.TickFrom(journey.Intended + pause));
        else
        {
            journey.IsAsking = true;
            CountAsking(+1, _clock.Now);
            _exchanges.Ask(journey);
        }
    }

    /// <summary>More or fewer are asking since then.</summary>
    private void CountAsking(int change, long at)
    {
        Counters.AskingTime += (double)_asking * (Math.Clamp(at, _options.WarmUp, _options.Ends) - Math.Clamp(_askingSince, _options.WarmUp, _options.Ends));
        (_asking, _askingSince) = (_asking + change, at);
    }

    /// <param name="due">When: of a last step that is a pause, its end.</param>
    private void Leave(Journey journey, long due)
    {
        _free[journey.Scenario].Push(journey);
        foreach (var source in _closed)
        {
            if (source.Scenario == journey.Scenario) source.Left(due);
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

        _endedSeconds = second + 1;
    }
}
