using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace HighPerf.Hosting.Logging;

/// <summary>One line per event on stdout: with priorities where that is the journal, with UTC timestamps elsewhere.</summary>
internal static class ServiceLogging
{
    /// <param name="traced">Whether traces are made: then lines have their scopes, trace and span among them.</param>
    public static void AddServiceLogging(this ILoggingBuilder logging, string level, bool traced)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(Enum.Parse<LogLevel>(level, ignoreCase: true));
        logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None); // says nothing that is logged, and makes an Activity and a scope of each request
        logging.AddFilter("Npgsql", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Error);
        if (traced) logging.Configure(factory => factory.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        if (JournalStream.IsStandardOutput())
        {
            logging.AddSystemdConsole(console => console.IncludeScopes = traced);
            return;
        }

        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.IncludeScopes = traced;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }
}
