using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HighPerf.Load.Plans;
using HighPerf.Load.Reports;
using HighPerf.Load.Runs;

namespace HighPerf.Load.Commands;

/// <summary><c>hpload run PLAN</c>.</summary>
internal static class RunCommand
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromDays(1);

    public static Command Create()
    {
        var plan = new Argument<string>("plan") { Description = "The plan, JSON; see load/README.md." };
        var target = new Option<Uri?>("--target")
        {
            Description = "The server, http://HOST:PORT; beats the plan's.",
            CustomParser = given => Parsed(given, text => Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null, "an address such as http://127.0.0.1:8080"),
        };
        var set = new Option<string[]>("--set") { Description = "A variable of the plan, NAME=VALUE; may be repeated.", DefaultValueFactory = _ => [] };
        var output = new Option<string?>("--out") { Description = "A directory for result.json, report.md and report.html." };
        var threads = new Option<int>("--threads") { Description = "Threads that make load.", DefaultValueFactory = _ => 1 };
        var startAt = new Option<DateTimeOffset?>("--start-at")
        {
            Description = "When to begin, for several generators at once: 2026-01-31T12:00:00Z.",
            CustomParser = given => Parsed<DateTimeOffset?>(
                given, text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null, "a time such as 2026-01-31T12:00:00Z"),
        };
        var seed = new Option<int?>("--seed") { Description = "Of all that is drawn, to draw the same again; another one each time without it." };
        var quiet = new Option<bool>("--quiet") { Description = "No progress." };
        var smoke = new Option<bool>("--smoke") { Description = "Only to see that plan and server work: what the machine does to the numbers (late, stolen, not warm) makes it not INVALID, and they are not to be quoted." };
        threads.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<int>() is < 1 or > 64) given.AddError("--threads is 1 to 64");
        });
        startAt.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<DateTimeOffset?>() is { } at && at - TimeProvider.System.GetUtcNow() > s_longestWait) given.AddError("--start-at is more than a day away");
        });
        var command = new Command("run", "Runs a plan; its report goes to stdout. Ends with 0 (passed), 1 (a threshold missed), 2 (INVALID). Example: hpload run load/scenarios/smoke.json --target http://127.0.0.1:8080 --out artifacts/load/smoke")
        {
            plan, target, set, output, threads, startAt, seed, quiet, smoke,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new RunOptions(
                parsed.GetRequiredValue(plan), parsed.GetValue(target), Settings(parsed.GetRequiredValue(set)), parsed.GetValue(threads), parsed.GetValue(startAt), parsed.GetValue(seed), parsed.GetValue(quiet), parsed.GetValue(smoke));
            var directory = parsed.GetValue(output);
            if (directory is not null) ResultFiles.Prepare(directory);
            var result = await new LoadRun(options, Console.Error).RunAsync(cancellationToken);
            Console.Write(MarkdownReport.Write(result));
            if (directory is not null)
            {
                ResultFiles.Write(result, directory);
                Console.Write(string.Create(CultureInfo.InvariantCulture, $"\n{Path.Combine(directory, "report.html")}\n"));
            }

            return ExitCodes.Of(result);
        });
        return command;
    }

    /// <summary>What the library would look for by reflection, which is not here.</summary>
    private static T? Parsed<T>(ArgumentResult given, Func<string, T?> parse, string what)
    {
        var text = given.Tokens[0].Value;
        if (parse(text) is { } value) return value;
        given.AddError($"'{text}' is not {what}");
        return default;
    }

    private static Dictionary<string, string> Settings(string[] texts)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (name, value) = text.Split('=', 2) is [var left, var right] ? (left, right) : throw new PlanException($"--set needs NAME=VALUE, not '{text}'");
            settings[name] = value;
        }

        return settings;
    }
}
