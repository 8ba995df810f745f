using System.CommandLine;
using System.Globalization;
using HighPerf.Core.Rankings;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl winners --per-city N</c>: the selected of each city, by the ranking's own order.</summary>
internal static class WinnersCommand
{
    private const int MaxPerCity = 10_000;

    private static readonly string[] s_columns = ["city", "place", "player_id", "username", "votes", "last_vote_at"];

    public static Command Create()
    {
        var perCity = new Option<int>("--per-city") { Description = "How many of each city.", DefaultValueFactory = _ => 1 };
        perCity.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MaxPerCity) result.AddError($"--per-city needs a number from 1 to {MaxPerCity}");
        });
        var at = new Option<string>("--at") { Description = "The closing time, ISO 8601 with its offset, instead of VOTING_CLOSES_AT." };
        var csv = new Option<bool>("--csv") { Description = "Print CSV (RFC 4180), for spreadsheets." };
        var command = new Command(
            "winners",
            "List the selected of each city: most votes, then the earlier last vote. With VOTING_CLOSES_AT set, videos opened and votes "
            + "cast later do not count; before that time, or without it, the list is provisional. Players without a city are a group of their own. "
            + "Example: VOTING_CLOSES_AT=2026-06-30T23:59:59-05:00 hpctl winners --per-city 3 --csv > winners.csv")
        {
            perCity, at, csv, CommonOptions.Json,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = ControlSettings.Read();
            var closesAt = parsed.GetValue(at) is { } given ? At(given) : settings.Optional(CommonSettings.VotingClosesAt);
            await using var services = BulkDatabase.Open(settings);
            var store = new WinnerStore(services.GetRequiredService<NpgsqlDataSource>());
            var winners = await store.PerCityAsync(parsed.GetValue(perCity), closesAt, cancellationToken);
            var provisional = closesAt is null || closesAt > TimeProvider.System.GetUtcNow();
            if (provisional) await Console.Error.WriteLineAsync(Warning(closesAt));
            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(new WinnersReport(closesAt, provisional, winners), ControlJson.Default.WinnersReport);
            else if (parsed.GetValue(csv)) CsvOutput.Write(s_columns, winners.Select(Cells));
            else TableOutput.Write("no video was open for voting by then", s_columns, winners.Select(Readably));
            return ExitCode.Success;
        });
        return command;
    }

    private static DateTimeOffset At(string given)
    {
        try
        {
            return CommonSettings.VotingClosesAt.Parse(given);
        }
        catch (FormatException e)
        {
            throw new SettingException($"--at {e.Message}, not '{given}'", e);
        }
    }

    private static string Warning(DateTimeOffset? closesAt) => closesAt is { } time
        ? $"hpctl: voting closes at {Readable.Time(time.UtcDateTime)}: this list is provisional"
        : "hpctl: VOTING_CLOSES_AT is not set, so voting is not closed: this list is provisional";

    private static string[] Cells(Winner winner) =>
    [
        winner.City ?? "", winner.Place.ToString(CultureInfo.InvariantCulture), winner.PlayerId.ToString(), winner.Username,
        winner.Votes.ToString(CultureInfo.InvariantCulture), winner.LastVoteAt?.ToString("O", CultureInfo.InvariantCulture) ?? "",
    ];

    private static string[] Readably(Winner winner) => [winner.City ?? "(no city)", .. Cells(winner)[1..^1], Readable.Time(winner.LastVoteAt)];
}
