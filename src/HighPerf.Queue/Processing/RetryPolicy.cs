namespace HighPerf.Queue.Processing;

/// <summary>
/// By error class: never (<see cref="PermanentJobException"/>), after the time that the failure names (<see cref="RetryAfterException"/>),
/// or else exponential back-off with full jitter: uniform in (0, min(cap, base · 2^failures)].
/// Source: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
/// </summary>
public sealed class RetryPolicy(JobQueueOptions options, Random random)
{
    /// <summary>Null: no more retries, the job is dead.</summary>
    public TimeSpan? DelayAfter(ClaimedJob job, Exception failure)
    {
        if (failure is PermanentJobException || job.Failures + 1 >= options.MaxFailures) return null;
        if (failure is RetryAfterException after) return after.Delay;
        var ceiling = Math.Min(options.RetryCap.TotalSeconds, options.RetryBase.TotalSeconds * Math.Pow(2, Math.Min(job.Failures, 30)));
        return TimeSpan.FromSeconds(Math.Max(0.001, random.NextDouble() * ceiling));
    }
}
