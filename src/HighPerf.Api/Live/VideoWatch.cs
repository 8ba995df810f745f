using System.Collections.Concurrent;
using System.Data.Common;
using HighPerf.Core.Videos;

namespace HighPerf.Api.Live;

/// <summary>
/// The state of every video that somebody watches, read in one query a period, and none while nobody watches. Not by notifications: a row that
/// changed is found whoever changed it.
/// </summary>
internal sealed partial class VideoWatch(VideoStore videos, LiveSignals live, TimeProvider time, ILogger<VideoWatch> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<Guid, Watched> _watched = new();

    /// <summary>Watches until disposed of.</summary>
    public Watched Watch(Guid video)
    {
        while (true)
        {
            var watched = _watched.GetOrAdd(video, static (video, watch) => new Watched(video, watch), this);
            if (watched.TryEnter()) return watched;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (!_watched.IsEmpty) await LookAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(CancellationToken stoppingToken)
    {
        try
        {
            var ids = _watched.Keys.ToArray();
            var states = (await videos.ProgressAsync(ids, stoppingToken)).ToDictionary(state => state.Id);
            var changed = false;
            foreach (var id in ids)
            {
                if (_watched.TryGetValue(id, out var watched)) changed |= watched.See(states.GetValueOrDefault(id));
            }

            if (changed) live.Videos.Raise();
        }
        catch (Exception e) when (e is DbException or TimeoutException || (e is OperationCanceledException && !stoppingToken.IsCancellationRequested))
        {
            NotSeen(e.Message);
        }
    }

    [LoggerMessage(1301, LogLevel.Warning, "The videos that are watched cannot be looked at, the next period tries again: {Reason}")]
    private partial void NotSeen(string reason);

    /// <summary>One watched video, shared by all who watch it.</summary>
    internal sealed class Watched(Guid video, VideoWatch watch) : IDisposable
    {
        private readonly Lock _lock = new();
        private int _watchers;
        private bool _over;

        private volatile VideoProgress? _state;

        /// <summary>What was seen last; null before the first look.</summary>
        public VideoProgress? State => _state;

        public bool TryEnter()
        {
            lock (_lock)
            {
                if (_over) return false;
                _watchers++;
                return true;
            }
        }

        /// <summary>Whether it is another state than before. Null: it was looked for and is not there.</summary>
        public bool See(VideoProgress? state)
        {
            state ??= new VideoProgress(video, VideoProgress.Deleted, null, null);
            if (state == _state) return false;
            _state = state;
            return true;
        }

        public void Dispose()
        {
            lock (_lock)
            {
                if (--_watchers > 0) return;
                _over = true;
                watch._watched.TryRemove(video, out _);
            }
        }
    }
}
