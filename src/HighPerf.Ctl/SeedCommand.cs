using System.CommandLine;
using System.Globalization;
using System.Text;
using HighPerf.Core.Players;
using HighPerf.Core.Seeding;
using HighPerf.Core.Storage;
using HighPerf.Ctl.Output;
using HighPerf.Hosting;
using HighPerf.Hosting.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HighPerf.Ctl;

/// <summary><c>hpctl seed</c>: made-up data of any size for load tests, the same for the same seed.</summary>
internal static class SeedCommand
{
    private const string Meaning =
        "Fill an empty database with made-up players (player-000001@seed.example …, one password for all), videos open for voting and votes, "
        + "few clips getting most of them (Zipf, exponent 0.9). The same numbers and seed give the same rows. Without --with-files the rows' "
        + "files do not exist. Example: hpctl seed --players 100000 --videos 20000 --votes 1000000 --seed 7";

    /// <summary>The alphabet of bcrypt's own base64, for a salt that depends on the seed alone.</summary>
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private const int Cost = 12;

    public static Command Create()
    {
        var players = Count("--players", "How many players.", 1_000, 10_000_000);
        var videos = Count("--videos", "How many videos.", 200, 10_000_000);
        var votes = Count("--votes", "How many votes, of different players for each video.", 10_000, 1_000_000_000);
        var seed = Count("--seed", "Which data.", 1, int.MaxValue);
        var cities = Count("--cities", "How many cities, the larger ones first.", 32, 10_000);
        cities.Validators.Add(result => { if (result.GetValueOrDefault<int>() < 1) result.AddError("--cities needs at least 1"); });
        var password = new Option<string>("--password") { Description = "Every player's password, 8–72 bytes.", DefaultValueFactory = _ => "seed-password" };
        password.Validators.Add(result =>
        {
            var bytes = Encoding.UTF8.GetByteCount(result.GetValueOrDefault<string>() ?? "");
            if (bytes is < SignupRules.MinPasswordBytes or > SignupRules.MaxPasswordBytes)
            {
                result.AddError($"--password needs {SignupRules.MinPasswordBytes} to {SignupRules.MaxPasswordBytes} bytes");
            }
        });
        var append = new Option<bool>("--append") { Description = "Add to a database that has players." };
        var withFiles = new Option<bool>("--with-files") { Description = "Write a small clip into UPLOADS_DIR and PROCESSED_DIR and hard-link it for each key." };
        var command = new Command("seed", Meaning) { players, videos, votes, seed, cities, password, append, withFiles, CommonOptions.Json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = ControlSettings.Read();
            var options = new SeedOptions(
                parsed.GetValue(players), parsed.GetValue(videos), parsed.GetValue(votes), parsed.GetValue(seed), parsed.GetValue(cities),
                Hash(parsed.GetRequiredValue(password), parsed.GetValue(seed)))
            {
                Append = parsed.GetValue(append),
                WithFiles = parsed.GetValue(withFiles),
            };
            await using var services = BulkDatabase.Open(settings);
            var storage = options.WithFiles
                ? new LocalStorage(new StorageOptions(settings.Get(CommonSettings.Uploads), settings.Get(CommonSettings.Processed)))
                : null;
            var started = TimeProvider.System.GetTimestamp();
            var result = await new Seeder(services.GetRequiredService<NpgsqlDataSource>(), storage)
                .RunAsync(options, new ProgressLines(TimeProvider.System), cancellationToken);
            if (parsed.GetValue(CommonOptions.Json)) JsonOutput.Write(result, ControlJson.Default.SeedResult);
            else Print(result, TimeProvider.System.GetElapsedTime(started));
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<int> Count(string name, string meaning, int byDefault, int max)
    {
        var option = new Option<int>(name) { Description = meaning, DefaultValueFactory = _ => byDefault };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && (number < 0 || number > max)) result.AddError($"{name} needs a number from 0 to {max}");
        });
        return option;
    }

    private static string Hash(string password, int seed)
    {
        var salt = new StringBuilder(FormattableString.Invariant($"$2a${Cost}$"));
        for (var i = 0; i < 21; i++) salt.Append(Alphabet[(seed >> (i % 6 * 6)) & 63]);
        return BCrypt.Net.BCrypt.HashPassword(password, salt.Append('.').ToString()); // of the 22nd digit only two bits count
    }

    private static void Print(SeedResult result, TimeSpan took)
    {
        TableOutput.Write("", ["players", "videos", "votes", "files", "e-mails from", "to", "took"],
        [[
            Number(result.Players), Number(result.Videos), Number(result.Votes), Number(result.Files),
            FormattableString.Invariant($"player-{result.FirstNumber:D6}@seed.example"),
            FormattableString.Invariant($"player-{result.LastNumber:D6}@seed.example"), Readable.Age(took),
        ]]);
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
