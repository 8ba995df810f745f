namespace HighPerf.Hosting.Secrets;

/// <summary>The secrets of a running program: read at its start, and again when asked to. What cannot be read leaves everything as it was.</summary>
public sealed class SecretStore
{
    /// <summary>Between the beginnings of two readings at least: those who were refused with what is known all ask at once.</summary>
    private static readonly TimeSpan s_apart = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    private readonly SecretLayers _layers;
    private readonly IReadOnlyCollection<string> _names;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<Action<SecretValues>> _followers = [];
    private Task? _reading;
    private long _began;
    private long _read;

    /// <param name="values">What was read at the start.</param>
    public SecretStore(SecretLayers layers, IReadOnlyCollection<string> names, SecretValues values, TimeProvider time)
    {
        (_layers, _names, Start, _time) = (layers, names, values, time);
        _began = _read = time.GetTimestamp();
    }

    /// <summary>As they were at the start.</summary>
    public SecretValues Start { get; }

    /// <summary>Since they were last read with success.</summary>
    public TimeSpan Age => _time.GetElapsedTime(Interlocked.Read(ref _read));

    /// <summary>Has something done with the secrets after each reading, also when they are the same.</summary>
    /// <param name="follower">Must throw where they will not do, which makes the reading a failed one.</param>
    public void Follow(Action<SecretValues> follower)
    {
        lock (_gate) _followers.Add(follower);
    }

    /// <summary>Reads all layers again. Who asks while others do shares their reading; otherwise it begins a second after the last one began, or at once.</summary>
    /// <exception cref="SecretException">A layer cannot be read.</exception>
    public Task RefreshAsync()
    {
        lock (_gate) return _reading is { IsCompleted: false } ? _reading : _reading = Task.Run(ReadAsync);
    }

    private async Task ReadAsync()
    {
        if (s_apart - _time.GetElapsedTime(_began) is { Ticks: > 0 } wait) await Task.Delay(wait, _time);
        _began = _time.GetTimestamp();
        var values = await ReadInTimeAsync();
        Action<SecretValues>[] followers;
        lock (_gate) followers = [.. _followers];
        Exception? refused = null;
        foreach (var follower in followers)
        {
            try
            {
                follower(values);
            }
            catch (Exception e) // one secret that will not do keeps nobody from the others
            {
                refused ??= e;
            }
        }

        if (refused is not null) throw new SecretException(refused.Message, refused);
        Interlocked.Exchange(ref _read, _time.GetTimestamp());
    }

    private async Task<SecretValues> ReadInTimeAsync()
    {
        using var deadline = new CancellationTokenSource(s_longest, _time);
        try
        {
            return await _layers.ReadAsync(_names, deadline.Token);
        }
        catch (OperationCanceledException e)
        {
            throw new SecretException($"the secrets could not be read within {s_longest.TotalSeconds:F0} s", e) { MayPass = true };
        }
    }
}
