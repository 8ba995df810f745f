using System.Diagnostics;
using HighPerf.Queue.Ledgers;
using HighPerf.Queue.Tests.Processing;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace HighPerf.Queue.Tests.WhatOthersGetWrong;

/// <summary>Renewal that the work can starve declares live jobs dead (Bull). Ours has a thread and a connection of its own.</summary>
[Collection(AloneCollection.Name)]
public sealed class StarvedRenewalTests(QueueFixture fixture) : IClassFixture<QueueFixture>, IAsyncLifetime
{
    private const int BlockedItems = 2_000;

    private readonly JobQueueOptions _options = new()
    {
        KeyPrefix = $"{Guid.CreateVersion7():N}:",
        Lease = TimeSpan.FromSeconds(2),
        SweepPeriod = TimeSpan.FromMilliseconds(300),
        DrainTimeout = TimeSpan.FromMilliseconds(100),
    };

    private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NpgsqlDataSource _database = null!;

    public async Task InitializeAsync() => _database = await fixture.NewDatabaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Saturated_cores_and_a_blocked_thread_pool_for_three_leases_and_no_live_job_is_taken()
    {
        var (host, job) = await StartAsync();
        using (host)
        {
            using var thief = new Thief(_database.ConnectionString, job);
            await RunOnThreadAsync(() => Starve(thief));
            Assert.True(thief.Tries > 20, $"the thief tried only {thief.Tries} times");
            Assert.Equal(0, thief.Taken);
            await FinishAsync(host, job);
        }
    }

    [Fact]
    public async Task Work_that_holds_every_connection_of_the_pool_does_not_stop_the_renewal()
    {
        var (host, job) = await StartAsync();
        using (host)
        {
            var held = new List<NpgsqlConnection>();
            try
            {
                var pool = new NpgsqlConnectionStringBuilder(_database.ConnectionString).MaxPoolSize;
                while (held.Count < pool) held.Add(await _database.OpenConnectionAsync());
                using var thief = new Thief(_database.ConnectionString, job);
                await RunOnThreadAsync(() => thief.TryFor(_options.Lease * 3));
                Assert.Equal(0, thief.Taken);
            }
            finally
            {
                foreach (var connection in held) await connection.DisposeAsync();
            }

            await FinishAsync(host, job);
        }
    }

    private async Task<(IHost Host, Guid Job)> StartAsync()
    {
        var handler = new ProbeHandler(async (_, token) =>
        {
            await _finish.Task.WaitAsync(token);
            return ProbeHandler.Nothing;
        });
        var host = await QueueHost.StartAsync(_database, fixture.Redis.Url, handler, _options);
        var job = await JobRow.EnqueueAsync(_database);
        await handler.StartedAsync();
        return (host, job);
    }

    private async Task FinishAsync(IHost host, Guid job)
    {
        _finish.SetResult();
        await JobRow.EndsAsync(_database, job, "succeeded");
        var row = await JobRow.ReadAsync(_database, job);
        Assert.Equal((1, 0), (row.Attempt, row.Crashes));
        await host.StopAsync();
    }

    private void Starve(Thief thief)
    {
        using var release = new ManualResetEvent(initialState: false);
        var (left, poolServed, spinning) = (BlockedItems, false, true);
        for (var i = 0; i < BlockedItems; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ =>
            {
                release.WaitOne();
                Interlocked.Decrement(ref left);
            }, null);
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => Volatile.Write(ref poolServed, true), null);
        var spinners = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(() =>
        {
            while (Volatile.Read(ref spinning)) Thread.SpinWait(1_000);
        })
        { IsBackground = true }).ToList();
        foreach (var spinner in spinners) spinner.Start();
        try
        {
            thief.TryFor(_options.Lease * 3);
            Assert.False(Volatile.Read(ref poolServed), "the pool was not starved");
        }
        finally
        {
            Volatile.Write(ref spinning, false);
            release.Set();
            foreach (var spinner in spinners) spinner.Join();
            SpinWait.SpinUntil(() => Volatile.Read(ref left) == 0); // none may touch the event any more
        }
    }

    /// <summary>Runs it on a thread that the pool has no part in.</summary>
    private static Task RunOnThreadAsync(Action work)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                work();
                done.SetResult();
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }).Start();
        return done.Task;
    }

    /// <summary>
    /// A second owner that sweeps and claims with the ledger's own statements, synchronously, on a connection of its own. It is connected before the starving
    /// begins: connecting may need the pool, and a thief who comes too late would prove nothing.
    /// </summary>
    private sealed class Thief : IDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly Guid _job;

        public Thief(string connectionString, Guid job)
        {
            _job = job;
            _connection = new NpgsqlConnection(connectionString + ";Pooling=false");
            _connection.Open();
        }

        public int Tries { get; private set; }

        public int Taken { get; private set; }

        public void TryFor(TimeSpan span)
        {
            using var pause = new ManualResetEvent(initialState: false);
            for (var elapsed = Stopwatch.StartNew(); elapsed.Elapsed < span; Tries++)
            {
                using var sweep = new NpgsqlCommand(JobSql.Due, _connection);
                sweep.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = TimeSpan.Zero });
                if (sweep.ExecuteScalar() is not null) Taken++;
                using var claim = new NpgsqlCommand(JobSql.Claim, _connection);
                claim.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [_job] });
                claim.Parameters.Add(new NpgsqlParameter<string> { TypedValue = "thief" });
                claim.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = TimeSpan.FromSeconds(1) });
                if (claim.ExecuteScalar() is not null) Taken++;
                pause.WaitOne(20);
            }
        }

        public void Dispose() => _connection.Dispose();
    }
}
