using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Queue.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary>
/// <c>hpctl queue watch</c>: depth, age and rates, again and again. A table that refreshes itself on a terminal, one line a look
/// elsewhere. Ctrl-C is its ordinary end.
/// </summary>
internal static class QueueWatch
{
    private const string ClearScreen = "\e[H\e[J";

    public static Command Create()
    {
        var interval = new Option<double>("--interval") { Description = "Seconds between two looks; the rates are over it.", DefaultValueFactory = _ => 2 };
        interval.Validators.Add(result =>
        {
            if (result.GetValue(interval) is not (>= 0.1 and <= 3600)) result.AddError("--interval takes 0.1 to 3600 seconds");
        });
        var count = new Option<int>("--count") { Description = "End after so many looks; 0: go on until Ctrl-C." };
        var watch = new Command(
            "watch", "Watch depth, age of the oldest due job, running jobs and rates. Example: hpctl queue watch --interval 5 --count 12")
        {
            interval, count, CommonOptions.Json,
        };
        watch.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var inspector = new Inspector(services.GetRequiredService<NpgsqlDataSource>());
            var period = TimeSpan.FromSeconds(parsed.GetValue(interval));
            try
            {
                for (var looks = 1; ; looks++)
                {
                    Show(new QueueLook(TimeProvider.System.GetUtcNow(), await inspector.ActivityAsync(period, cancellationToken)), parsed.GetValue(CommonOptions.Json));
                    if (looks == parsed.GetValue(count)) return ExitCode.Success;
                    await Task.Delay(period, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Success;
            }
        });
        return watch;
    }

    private static void Show(QueueLook look, bool json)
    {
        if (json) Console.WriteLine(JsonSerializer.Serialize(look, LineJson.Default.QueueLook));
        else if (Console.IsOutputRedirected) Console.WriteLine(Line(look));
        else ShowTable(look);
    }

    private static string Line(QueueLook look) => string.Create(CultureInfo.InvariantCulture, $"""
        {Readable.Time(look.At.UtcDateTime)} waiting {look.Kinds.Sum(k => k.Waiting)}, oldest {Oldest(look.Kinds.Select(k => k.OldestDueSeconds).DefaultIfEmpty().Max())}, scheduled {look.Kinds.Sum(k => k.Scheduled)}, running {look.Kinds.Sum(k => k.Running)}, dead {look.Kinds.Sum(k => k.Dead)}, done {look.Kinds.Sum(k => k.SucceededPerSecond):F2}/s, died {look.Kinds.Sum(k => k.DiedPerSecond):F2}/s
        """);

    private static void ShowTable(QueueLook look)
    {
        Console.Write(ClearScreen);
        Console.WriteLine($"{Readable.Time(look.At.UtcDateTime)}   Ctrl-C ends");
        TableOutput.Write(
            "the queue is empty", ["kind", "waiting", "oldest due", "scheduled", "running", "done/s", "died/s", "dead"],
            look.Kinds.Select(k => new[]
            {
                k.Kind, JobText.Number(k.Waiting), Oldest(k.OldestDueSeconds), JobText.Number(k.Scheduled), JobText.Number(k.Running),
                k.SucceededPerSecond.ToString("F2", CultureInfo.InvariantCulture), k.DiedPerSecond.ToString("F2", CultureInfo.InvariantCulture),
                JobText.Number(k.Dead),
            }));
    }

    private static string Oldest(double seconds) => Readable.Age(TimeSpan.FromSeconds(seconds));
}
