using System.Globalization;
using System.Net;
using System.Text.Json;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

public sealed class SeedTests
{
    [Fact]
    public async Task Seeded_players_can_log_in_and_vote_for_clips_that_play()
    {
        await using var stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });
        var seeded = await stack.RunCtlAsync(
            "seed", "--players", "300", "--videos", "40", "--votes", "2000", "--seed", "7", "--password", ApiClient.PasswordPrefix + "de-prueba", "--with-files", "--json");
        seeded.EnsureSuccess("hpctl seed");
        using var result = JsonDocument.Parse(seeded.Output);
        Assert.Equal(2_000, result.RootElement.GetProperty("votes").GetInt64());
        Assert.Equal(120, stack.MediaFiles().Count);

        var login = await stack.Client.PostJsonAsync("/api/auth/login", new { email = "player-000300@seed.example", password = ApiClient.PasswordPrefix + "de-prueba" });
        var token = login.Expect(HttpStatusCode.OK).Json.GetProperty("access_token").GetString()!;
        var list = (await stack.Client.GetAsync("/api/public/videos?limit=40", token)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(40, list.GetArrayLength());
        Assert.Equal(2_000, list.EnumerateArray().Sum(video => video.GetProperty("votes").GetInt32()));
        var open = list.EnumerateArray().First(video => !video.GetProperty("voted").GetBoolean());
        (await stack.Client.VoteAsync(open.GetProperty("video_id").GetString()!, token)).Expect(HttpStatusCode.OK);
        (await stack.Client.GetAsync(open.GetProperty("processed_url").GetString()!)).Expect(HttpStatusCode.OK);
        (await stack.Client.GetAsync(open.GetProperty("thumbnail_url").GetString()!)).Expect(HttpStatusCode.OK);

        var refused = await stack.RunCtlAsync("seed", "--seed", "8");
        Assert.Equal(64, refused.ExitCode);
        Assert.Contains("--append", Assert.Single(refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Equal(300, await stack.ScalarAsync<long>("select count(*) from players"));
    }

    [Fact]
    public async Task Many_players_and_ten_votes_of_each_are_seeded_in_one_go()
    {
        await using var postgres = await PostgresServer.StartAsync();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["DATABASE_URL"] = postgres.ConnectionUrl(await postgres.CreateDatabaseAsync("seeded")) };
        (await RunAsync(environment, "migrate")).EnsureSuccess("hpctl migrate");
        var players = FullRun.Times(100_000, sample: 20_000);
        var votes = (10 * players).ToString("N0", CultureInfo.InvariantCulture);
        var seed = (await RunAsync(
            environment, "seed", "--players", Digits(players), "--videos", Digits(players / 5), "--votes", Digits(10 * players))).EnsureSuccess("hpctl seed");
        Assert.Contains(votes, seed.Output, StringComparison.Ordinal);
        Assert.Contains($"votes: {votes} of {votes}", seed.Errors, StringComparison.Ordinal);

        var winners = (await RunAsync(environment, "winners", "--per-city", "2", "--csv")).EnsureSuccess("hpctl winners");
        var lines = winners.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal("city,place,player_id,username,votes,last_vote_at", lines[0]);
        Assert.Equal(1 + (33 * 2), lines.Length); // 32 cities, and no city
    }

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Task<ChildProcessResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) => ChildProcess.RunAsync(
        new ChildProcessOptions { Program = PublishedPrograms.Ctl, Arguments = arguments, Environment = environment, OnlyThisEnvironment = true },
        TimeSpan.FromMinutes(3));
}
