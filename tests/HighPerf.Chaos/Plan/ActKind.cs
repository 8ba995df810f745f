namespace HighPerf.Chaos.Plan;

/// <summary>Everything that is done to a running system.</summary>
internal enum ActKind
{
    /// <summary>kill -9 of an API.</summary>
    ApiKill,

    /// <summary>SIGTERM of an API.</summary>
    ApiTerminate,

    /// <summary>kill -9 of a worker.</summary>
    WorkerKill,

    /// <summary>SIGTERM of a worker.</summary>
    WorkerTerminate,

    /// <summary>kill -9 of the process that makes a clip.</summary>
    ChildKill,

    /// <summary>SIGSEGV to the process that makes a clip, as a bug in a decoder would.</summary>
    ChildSegfault,

    /// <summary>SIGSTOP of a worker for less than 0.6 of a lease: it must keep its jobs.</summary>
    WorkerNap,

    /// <summary>SIGSTOP of a worker for more than lease, sweep period and a second: it must lose its jobs.</summary>
    WorkerSleep,

    /// <summary>A fast shutdown of PostgreSQL and a restart.</summary>
    PostgresRestart,

    /// <summary>An immediate shutdown of PostgreSQL (SIGQUIT) and recovery.</summary>
    PostgresQuit,

    /// <summary>kill -9 of the postmaster and recovery.</summary>
    PostgresKill,

    /// <summary>kill -9 of Redis and a restart with what it had persisted.</summary>
    RedisRestart,

    /// <summary>kill -9 of Redis and a restart with nothing.</summary>
    RedisRestartEmpty,

    /// <summary>FLUSHALL while jobs wait.</summary>
    RedisFlushWaiting,

    /// <summary>FLUSHALL while jobs run.</summary>
    RedisFlushRunning,

    /// <summary>Every connection to Redis cut.</summary>
    RedisCut,

    /// <summary>SIGSTOP of Redis for up to 30 s.</summary>
    RedisFreeze,
}
