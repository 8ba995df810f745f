using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Channels;
using System.Threading.RateLimiting;
using HighPerf.Api.Configuration;
using HighPerf.Core.Players;

namespace HighPerf.Api.Auth;

/// <summary>
/// bcrypt (cost 12) on threads of its own, at nice 10, so that a storm of logins takes what the rest of the API leaves and never the
/// thread pool. Bounded in queue and waiting time, and no address has more than half the queue; beyond any of these the caller is told
/// to come back.
/// </summary>
internal sealed partial class PasswordLane : IDisposable
{
    private const int Cost = 12;

    private readonly Channel<PasswordJob> _waiting;
    private readonly PartitionedRateLimiter<string> _shares;
    private readonly int _threads;
    private readonly TimeSpan _deadline;
    private readonly TimeProvider _time;
    private readonly string _dummyHash;
    private long _ticksEach;

    public PasswordLane(ApiOptions options, TimeProvider time, IMeterFactory meters)
    {
        _threads = options.PasswordThreads;
        _deadline = options.PasswordDeadline;
        _time = time;
        _waiting = Channel.CreateBounded<PasswordJob>(options.PasswordQueue);
        var share = new ConcurrencyLimiterOptions { PermitLimit = Math.Max(1, options.PasswordQueue / 2), QueueLimit = 0 };
        _shares = PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetConcurrencyLimiter(address, _ => share));
        _dummyHash = Timed(() => BCrypt.Net.BCrypt.HashPassword("no such player", Cost));
        for (var i = 0; i < _threads; i++)
        {
            new Thread(Work) { IsBackground = true, Name = "passwords" }.Start();
        }

        meters.Create("HighPerf.Passwords").CreateObservableGauge("highperf.passwords.waiting", () => _waiting.Reader.Count, description: "Passwords that wait for a thread");
    }

    /// <summary>About how long until what waits now is done, and up to as long again: those who are told so do not come back all at once.</summary>
    public TimeSpan Backlog => TimeSpan.FromTicks(Interlocked.Read(ref _ticksEach) * (_waiting.Reader.Count + 1) / _threads) * (1 + Random.Shared.NextDouble());

    /// <summary>A place in the lane for a request of this address, to be disposed of; not acquired while the address has its share.</summary>
    public RateLimitLease Enter(string address) => _shares.AttemptAcquire(address);

    /// <summary>The hash, or null when the lane is full.</summary>
    public async Task<string?> HashAsync(string password) => await RunAsync(() => BCrypt.Net.BCrypt.HashPassword(password, Cost), waited: TimeSpan.Zero);

    /// <summary>
    /// Whether the password matches; null when the lane is full. Without a hash (unknown e-mail, an account that nobody can enter) it
    /// takes the same time.
    /// </summary>
    /// <param name="waited">How much of the deadline is gone already.</param>
    public async Task<bool?> VerifyAsync(string password, string? hash, TimeSpan waited)
    {
        if (hash is not null && !Hash().IsMatch(hash)) hash = null;
        // The old system took a longer password and let bcrypt cut it; its hashes, "$2b$" where ours are "$2a$", still do.
        var possible = hash is not null
            && (Encoding.UTF8.GetByteCount(password) <= SignupRules.MaxPasswordBytes || hash.StartsWith("$2b$", StringComparison.Ordinal));
        var answer = await RunAsync(() => BCrypt.Net.BCrypt.Verify(possible ? password : "not it", hash ?? _dummyHash) ? "match" : "differ", waited);
        return answer is null ? null : possible && answer == "match";
    }

    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _shares.Dispose();
    }

    /// <summary>
    /// How long work may wait that has so long until its deadline: there is time for the work and as much again, since it takes longer when others need the
    /// processor. Where there is not, for the work alone; and work that takes longer than its deadline may begin until then.
    /// </summary>
    /// <param name="each">What the work took the last time.</param>
    internal static TimeSpan LatestBegin(TimeSpan left, TimeSpan each)
    {
        if (left > 2 * each) return left - (2 * each);
        return left > each ? left - each : left;
    }

    /// <summary>Null when there is no place, or when the work might not end before the deadline.</summary>
    private async Task<string?> RunAsync(Func<string> work, TimeSpan waited)
    {
        var left = _deadline - waited;
        if (left <= TimeSpan.Zero) return null;
        var job = new PasswordJob(() => Timed(work));
        if (!_waiting.Writer.TryWrite(job)) return null;
        await using var deadline = _time.CreateTimer(
            static job => ((PasswordJob)job!).GiveUp(), job, LatestBegin(left, TimeSpan.FromTicks(Interlocked.Read(ref _ticksEach))), Timeout.InfiniteTimeSpan);
        return await job.Result;
    }

    /// <summary>Does the work, and remembers how long it took.</summary>
    private string Timed(Func<string> work)
    {
        var began = _time.GetTimestamp();
        var result = work();
        Interlocked.Exchange(ref _ticksEach, _time.GetElapsedTime(began).Ticks);
        return result;
    }

    private void Work()
    {
        _ = SetPriority(which: 0, who: 0, priority: 10); // PRIO_PROCESS of 0: on Linux the calling thread, setpriority(2)
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult()) // a thread of our own has nothing to await on
        {
            while (_waiting.Reader.TryRead(out var job)) job.Run();
        }
    }

    /// <summary>bcrypt's modular crypt format: version, cost, 22 characters of salt and 31 of the hash.</summary>
    [GeneratedRegex(@"^\$2[abxy]?\$(0[4-9]|[12][0-9]|3[01])\$[./A-Za-z0-9]{53}\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Hash();

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
