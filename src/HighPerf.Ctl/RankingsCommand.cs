using System.CommandLine;
using System.Globalization;
using HighPerf.Core.Rankings;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl rankings verify</c>: every API process compares its standings with the tables, at one snapshot each.</summary>
internal static class RankingsCommand
{
    public static Command Create()
    {
        var patience = new Option<int>("--timeout") { Description = "Seconds to wait for the processes' answers.", DefaultValueFactory = _ => 30 };
        var verify = new Command(
            "verify", "Let every API process compare its standings with the tables; what differs is mended. Example: hpctl rankings verify --json")
        {
            patience, CommonOptions.Json,
        };
        verify.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = ControlServices.Open();
            var answers = await new StandingsVerification(services.GetRequiredService<NpgsqlDataSource>(), TimeProvider.System)
                .RunAsync(TimeSpan.FromSeconds(parsed.GetValue(patience)), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(answers, ControlJson.Default.IReadOnlyListStandingsAnswer);
            else
            {
                TableOutput.Write(
                    "no API process follows the standings", ["process", "videos", "differ", ""],
                    answers.Select(a => new[]
                    {
                        a.Process, Text(a.Videos), Text(a.Drift), a.Drift switch { null => "no answer", 0 => "exact", _ => "read anew" },
                    }));
            }

            return answers.Count > 0 && answers.All(a => a.Drift == 0) ? ExitCode.Success : ExitCode.Failure;
        });
        return new Command("rankings", "Look after the ranking.") { verify };
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "–";
}
