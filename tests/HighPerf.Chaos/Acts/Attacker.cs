using System.Globalization;
using HighPerf.Chaos.Plan;
using HighPerf.Chaos.Stack;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.Chaos.Acts;

/// <summary>
/// Does the acts of a plan, one after the other, and sees to it that what was ended comes back. What takes its time (a restart, a
/// sleep) goes on in the background while the next act, on something else, is done already.
/// </summary>
internal sealed class Attacker(ChaosStack stack, ActHistory history, RunLog log)
{
    private static readonly TimeSpan ConditionTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);

    private readonly List<Task> underWay = [];
    private int number;

    /// <summary>Kills until the plan's number of acts is done or the time is over, and waits until all that was hit is back.</summary>
    public async Task RunAsync(ChaosOptions options)
    {
        var limit = options.Limit is { } minutes ? log.Elapsed + minutes : TimeSpan.MaxValue;
        using var plan = ActPlan.From(options.Seed).GetEnumerator();
        while (number < options.Kills && log.Elapsed < limit && plan.MoveNext())
        {
            await Task.Delay(plan.Current.Pause);
            await DoAsync(plan.Current);
            underWay.RemoveAll(task => task.IsCompletedSuccessfully);
        }

        await Task.WhenAll(underWay);
    }

    /// <summary>Looks after programs that end without an act; until cancelled.</summary>
    public async Task SuperviseAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            foreach (var service in stack.Services)
            {
                if (!await service.Gate.WaitAsync(TimeSpan.Zero, CancellationToken.None))
                    continue; // an act is upon it
                try
                {
                    await service.ReviveAsync();
                }
                finally
                {
                    service.Gate.Release();
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private Task DoAsync(Act act)
    {
        var api = stack.Apis[act.Target];
        var worker = stack.Workers[act.Target];
        return act.Kind switch
        {
            ActKind.ApiKill => OnServiceAsync(act, api, () => api.KillAsync(), () => api.StartAsync()),
            ActKind.ApiTerminate => OnServiceAsync(act, api, () => api.TerminateAsync(StopTimeout), () => api.StartAsync()),
            ActKind.WorkerKill => OnServiceAsync(act, worker, () => worker.KillAsync(), () => worker.StartAsync()),
            ActKind.WorkerTerminate => OnServiceAsync(act, worker, () => worker.TerminateAsync(StopTimeout), () => worker.StartAsync()),
            ActKind.WorkerNap or ActKind.WorkerSleep => OnServiceAsync(act, worker, () => Signal(worker, ProcessSignals.Stop), () => Signal(worker, ProcessSignals.Continue)),
            ActKind.ChildKill => OnChildAsync(act, ProcessSignals.Kill),
            ActKind.ChildSegfault => OnChildAsync(act, ProcessSignals.SegmentationFault),
            ActKind.PostgresRestart => OnServerAsync(act, stack.PostgresGate, () => stack.Postgres.StopAsync(), () => stack.RestartPostgresAsync()),
            ActKind.PostgresQuit => OnServerAsync(act, stack.PostgresGate, () => stack.Postgres.QuitAsync(), () => stack.RestartPostgresAsync()),
            ActKind.PostgresKill => OnServerAsync(act, stack.PostgresGate, () => stack.Postgres.KillAsync(), () => stack.RestartPostgresAsync()),
            ActKind.RedisRestart => OnServerAsync(act, stack.RedisGate, () => stack.Redis.KillAsync(), () => stack.Redis.RestartAsync()),
            ActKind.RedisRestartEmpty => OnServerAsync(act, stack.RedisGate, () => stack.Redis.KillAsync(), () => stack.Redis.RestartEmptyAsync()),
            ActKind.RedisFreeze => OnServerAsync(act, stack.RedisGate, () => Do(stack.Redis.Stop), () => Do(stack.Redis.Continue)),
            ActKind.RedisCut => OnServerAsync(act, stack.RedisGate, CutAsync, () => Task.CompletedTask),
            ActKind.RedisFlushWaiting or ActKind.RedisFlushRunning => FlushAsync(act),
            _ => throw new ArgumentOutOfRangeException(nameof(act)),
        };
    }

    private async Task OnServiceAsync(Act act, Service service, Func<Task> hit, Func<Task> restore)
    {
        await service.Gate.WaitAsync();
        await service.ReviveAsync();
        var record = Announce(act, service.Name, service.Process.Id);
        underWay.Add(ThenAsync(act, record, service.Gate, hit, restore));
    }

    private async Task OnServerAsync(Act act, SemaphoreSlim gate, Func<Task> hit, Func<Task> restore)
    {
        await gate.WaitAsync();
        var record = Announce(act, "server", processId: 0);
        underWay.Add(ThenAsync(act, record, gate, hit, restore));
    }

    private async Task ThenAsync(Act act, ActRecord record, SemaphoreSlim gate, Func<Task> hit, Func<Task> restore)
    {
        try
        {
            await hit();
            await Task.Delay(act.Length);
            await restore();
            record.To = TimeProvider.System.GetUtcNow();
        }
        catch (Exception exception) // the run goes on and ends as violated: what was hit did not come back
        {
            log.Violation(string.Create(CultureInfo.InvariantCulture, $"#{record.Number} {record.Kind}: not restored: {exception.Message}"));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Hits a process that makes a clip, at either worker; without one within a while there is nothing to kill, and nothing counted.</summary>
    private async Task OnChildAsync(Act act, int signal)
    {
        var patience = log.Elapsed + ConditionTimeout;
        for (var turn = act.Target; log.Elapsed < patience; turn = 1 - turn)
        {
            var worker = stack.Workers[turn];
            if (await worker.Gate.WaitAsync(TimeSpan.FromMilliseconds(50)))
            {
                try
                {
                    if (!worker.Process.HasExited && ProcessTree.ChildrenOf(worker.Process.Id) is [var child, ..])
                    {
                        var record = Announce(act, "child of " + worker.Name, child);
                        await EndAsync(child, signal);
                        record.To = TimeProvider.System.GetUtcNow();
                        return;
                    }
                }
                finally
                {
                    worker.Gate.Release();
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        log.Say($"{act.Kind}: no clip was being made, nothing killed");
    }

    /// <summary>A runtime that was merely sent SIGSEGV may put the default action back and go on: the second one ends it.</summary>
    private static async Task EndAsync(int child, int signal)
    {
        for (var times = 0; times < 3 && ProcessTree.Runs(child); times++)
        {
            ProcessSignals.Send(child, signal);
            for (var looks = 0; looks < 20 && ProcessTree.Runs(child); looks++)
                await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    private async Task FlushAsync(Act act)
    {
        await stack.RedisGate.WaitAsync();
        try
        {
            var patience = log.Elapsed + ConditionTimeout;
            var (waiting, running) = await LookAsync();
            while (log.Elapsed < patience && (act.Kind == ActKind.RedisFlushRunning ? running.Count == 0 : waiting == 0))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20));
                (waiting, running) = await LookAsync();
            }

            var record = Announce(act, string.Create(CultureInfo.InvariantCulture, $"{waiting} waiting, {running.Count} running"), processId: 0);
            await stack.Redis.FlushAllAsync();
            record.To = TimeProvider.System.GetUtcNow();
            history.Add(new FlushRecord(record.Number, record.From, waiting, running));
        }
        finally
        {
            stack.RedisGate.Release();
        }
    }

    /// <summary>Jobs due without a lease, and the live leases; of none when the database is away.</summary>
    private async Task<(int Waiting, IReadOnlyList<LeaseSeen> Running)> LookAsync()
    {
        try
        {
            var waiting = 0;
            var running = new List<LeaseSeen>();
            await using var command = stack.Database.CreateCommand(
                "select id, attempt, case when lease_until > now() then lease_owner end from jobs where state = 'pending' and due_at <= now()");
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                if (reader.IsDBNull(2))
                    waiting++;
                else
                    running.Add(new LeaseSeen(reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2)));
            }

            return (waiting, running);
        }
        catch (NpgsqlException)
        {
            return (0, []);
        }
    }

    private async Task CutAsync()
    {
        var reply = await stack.Redis.CommandAsync("CLIENT KILL TYPE normal");
        if (!reply.StartsWith(':'))
            throw new InvalidOperationException("CLIENT KILL answered " + reply);
    }

    private ActRecord Announce(Act act, string what, int processId)
    {
        number++;
        var whom = processId == 0 ? what : string.Create(CultureInfo.InvariantCulture, $"{what}, pid {processId}");
        log.Say(string.Create(CultureInfo.InvariantCulture, $"#{number,-3} {act.Kind,-18} {whom}, {act.Length.TotalSeconds:0.0} s"));
        return history.Add(number, act.Kind, processId);
    }

    private static Task Signal(Service service, int signal) => Do(() => service.Process.Signal(signal));

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
