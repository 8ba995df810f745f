using HighPerf.Core.Rankings;

namespace HighPerf.Api.Live;

/// <summary>
/// What open event streams wait for: what they show changed, it is time for a sign of life, or this process stops, so that their clients
/// come back to another one (and keep no shutdown waiting).
/// </summary>
internal sealed class LiveSignals : IDisposable
{
    /// <summary>Proxies cut what is silent for a minute.</summary>
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(15);

    private readonly Standings _standings;
    private readonly ITimer _timer;
    private readonly CancellationTokenRegistration _stopping;
    private int _beat;
    private volatile bool _stoppingNow;

    public LiveSignals(Standings standings, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _standings = standings;
        _standings.Changed += OnChanged;
        _timer = time.CreateTimer(_ => Beat(), null, s_beat, s_beat);
        _stopping = lifetime.ApplicationStopping.Register(Stop);
    }

    /// <summary>What those wait for who listen to the ranking.</summary>
    public Broadcast Rankings { get; } = new();

    /// <summary>What those wait for who watch a video.</summary>
    public Broadcast Videos { get; } = new();

    /// <summary>Grows with every beat: a stream that has nothing else to send sends a comment.</summary>
    public int Beats => Volatile.Read(ref _beat);

    public bool Stopping => _stoppingNow;

    public void Dispose()
    {
        _standings.Changed -= OnChanged;
        _timer.Dispose();
        _stopping.Dispose();
    }

    private void OnChanged(object? sender, EventArgs e) => Rankings.Raise();

    private void Beat()
    {
        Interlocked.Increment(ref _beat);
        RaiseAll();
    }

    private void Stop()
    {
        _stoppingNow = true;
        RaiseAll();
    }

    private void RaiseAll()
    {
        Rankings.Raise();
        Videos.Raise();
    }
}
