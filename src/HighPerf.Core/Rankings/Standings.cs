using HighPerf.Core.Errors;
using HighPerf.Queue.Connections;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Core.Rankings;

/// <summary>
/// The ranking of this process, in memory: read once, then kept exact by following the feed of changes, each applied exactly once.
/// A slice of it is compared with the tables each minute, all of it at start and when an operator asks; what differs is read anew.
/// </summary>
public sealed partial class Standings(
    PostgresDatabase database, StandingsOptions options, StandingsMetrics metrics, TimeProvider time, ILogger<Standings> logger) : BackgroundService
{
    private const int Slice = 1_000;

    /// <summary>Readers silent for longer are not waited for.</summary>
    private static readonly TimeSpan s_silent = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_register = s_silent / 6;
    private static readonly TimeSpan s_tidy = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_listen = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_reconnect = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_maxReconnect = TimeSpan.FromSeconds(2);

    private readonly TaskCompletionSource _tried = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Current? _current;
    private long _version;

    /// <summary>The ranking, at most a period and a poll old; <see cref="UnavailableException"/> when the database has been away for too long.</summary>
    public StandingsView View => ViewOrNull ?? throw new UnavailableException("the standings are not up to date");

    /// <summary>The view is another one.</summary>
    public event EventHandler? Changed;

    /// <summary>The same, null when the database has been away for too long.</summary>
    public StandingsView? ViewOrNull => _current is { } current && time.GetElapsedTime(current.AsOf) <= options.MaxAge ? current.View : null;

    /// <summary>
    /// Until the standings were read, or could not be, or it takes too long: the server begins to listen after its services have started, and so mostly has
    /// answers from its first request on.
    /// </summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        metrics.Follow(() => _current is { } current ? time.GetElapsedTime(current.AsOf) : null);
        await base.StartAsync(cancellationToken);
        await Task.WhenAny(_tried.Task, Task.Delay(s_listen, time, cancellationToken));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wait = s_reconnect;
        while (!stoppingToken.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                await using var feed = await StandingsFeed.OpenAsync(database, options, stoppingToken);
                await FollowAsync(feed, stoppingToken);
                await feed.LeaveAsync(CancellationToken.None);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                Broken(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            finally
            {
                _tried.TrySetResult();
            }

            wait = time.GetElapsedTime(began) > s_maxReconnect ? s_reconnect : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, s_maxReconnect.Ticks));
            await Task.Delay(wait, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Follows until stopped, or until the rows it needs were pruned (this process was asleep for a minute): then starts anew.</summary>
    private async Task FollowAsync(StandingsFeed feed, CancellationToken stoppingToken)
    {
        var (copy, snapshot) = await StartAsync(feed, stoppingToken);
        snapshot = await VerifyAllAsync(feed, copy, snapshot, stoppingToken);
        var (registered, tidied, slice) = (time.GetTimestamp(), time.GetTimestamp(), Guid.Empty);
        using var timer = new PeriodicTimer(options.Period, time);
        while (await WaitAsync(timer, stoppingToken))
        {
            var asOf = time.GetTimestamp();
            var change = await feed.PollAsync(snapshot, stoppingToken);
            if (change.Pruned) return;
            copy.Apply(change);
            snapshot = change.Snapshot;
            Show(copy, asOf);
            if (change.VerifyAsked) snapshot = await VerifyAllAsync(feed, copy, snapshot, stoppingToken);
            if (time.GetElapsedTime(registered) >= s_register)
            {
                await feed.RegisterAsync(snapshot, stoppingToken);
                registered = time.GetTimestamp();
            }

            if (time.GetElapsedTime(tidied) < s_tidy) continue;
            await feed.PruneAsync(s_silent, stoppingToken);
            (snapshot, slice, var compared, var drift) = await VerifySliceAsync(feed, copy, snapshot, slice, stoppingToken);
            NoDrift(compared, drift);
            tidied = time.GetTimestamp();
        }
    }

    private async Task<(StandingsCopy Copy, string Snapshot)> StartAsync(StandingsFeed feed, CancellationToken stoppingToken)
    {
        var asOf = time.GetTimestamp();
        var (snapshot, counts) = await feed.BootstrapAsync(stoppingToken);
        var copy = new StandingsCopy(counts, options.ClosesAt?.UtcDateTime, ++_version);
        await feed.RegisterAsync(snapshot, stoppingToken);
        metrics.Bootstrapped();
        Bootstrapped(copy.Videos, time.GetElapsedTime(asOf).TotalMilliseconds);
        Show(copy, asOf);
        _tried.TrySetResult();
        return (copy, snapshot);
    }

    /// <summary>Compares all with the tables, slice by slice, each of which takes in what changed meanwhile; tells who asked what differed.</summary>
    private async Task<string> VerifyAllAsync(StandingsFeed feed, StandingsCopy copy, string snapshot, CancellationToken stoppingToken)
    {
        var (after, compared, drift, registered) = (Guid.Empty, 0, 0, time.GetTimestamp());
        do
        {
            (snapshot, after, var some, var wrong) = await VerifySliceAsync(feed, copy, snapshot, after, stoppingToken);
            compared += some;
            drift += wrong;
            if (time.GetElapsedTime(registered) < s_register) continue;
            await feed.RegisterAsync(snapshot, stoppingToken);
            registered = time.GetTimestamp();
        }
        while (after != Guid.Empty);
        await feed.ReportAsync(compared, drift, stoppingToken);
        NoDrift(compared, drift);
        return snapshot;
    }

    private async Task<(string Snapshot, Guid Next, int Compared, int Drift)> VerifySliceAsync(
        StandingsFeed feed, StandingsCopy copy, string snapshot, Guid after, CancellationToken stoppingToken)
    {
        var asOf = time.GetTimestamp();
        var (change, last, compared, drift) = await feed.VerifyAsync(copy, snapshot, after, Slice, stoppingToken);
        if (change.Pruned) throw new InvalidOperationException("the feed was pruned beyond this process");
        metrics.Verified(compared, drift);
        Show(copy, asOf);
        return (change.Snapshot, last ?? Guid.Empty, compared, drift);
    }

    /// <summary>When anything differs the copy is thrown away: the next start reads all of it anew.</summary>
    private void NoDrift(int compared, int drift)
    {
        if (drift == 0) return;
        Drifted(drift, compared);
        throw new InvalidOperationException($"{drift} videos differed from the tables");
    }

    private void Show(StandingsCopy copy, long asOf)
    {
        var changes = _current?.View != copy.View;
        _version = copy.View.Version;
        _current = new Current(copy.View, asOf);
        if (changes) Changed?.Invoke(this, EventArgs.Empty);
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>A view and the timestamp before the poll that made or confirmed it.</summary>
    private sealed record Current(StandingsView View, long AsOf);

    [LoggerMessage(3101, LogLevel.Information, "Standings read: {Videos} open videos in {Milliseconds:F0} ms")]
    private partial void Bootstrapped(int videos, double milliseconds);

    [LoggerMessage(3102, LogLevel.Warning, "Standings are read anew: {Reason}")]
    private partial void Broken(string reason);

    [LoggerMessage(3103, LogLevel.Error, "Standings differ from the tables in {Drift} of {Compared} videos")]
    private partial void Drifted(int drift, int compared);
}
