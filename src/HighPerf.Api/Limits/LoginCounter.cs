namespace HighPerf.Api.Limits;

/// <summary>Where a log-in was counted.</summary>
internal enum LoginCounter
{
    Redis,

    /// <summary>In this process, while Redis was away.</summary>
    Local,
}
