using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HighPerf.Queue.Processing;

/// <summary>Says aloud when the fetcher has free slots and yet reads nothing, and when it reads again.</summary>
internal sealed partial class ReadWatchdog(ReadWatch watch, JobQueueOptions options, TimeProvider time, ILogger<ReadWatchdog> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var called = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            var age = watch.Age;
            if (age > options.ReadAgeLimit && !called) NothingRead(age.TotalSeconds);
            if (age <= options.ReadAgeLimit && called) ReadsAgain();
            called = age > options.ReadAgeLimit;
            await Task.Delay(options.ReadAgeLimit / 10, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(2402, LogLevel.Error, "No doorbells could be read for {Seconds:F0} s although slots are free")]
    private partial void NothingRead(double seconds);

    [LoggerMessage(2403, LogLevel.Information, "Doorbells are read again")]
    private partial void ReadsAgain();
}
