using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Ops;

/// <summary>Reads what every API and worker of the whole run has written; run alone, it makes a stack do a little of everything first.</summary>
[Collection(LogsLastOrderer.LogCollection)]
public sealed class SecretsAreNeverLogged
{
    [Fact]
    public async Task No_log_contains_a_secret_a_password_an_email_a_token_or_a_signature()
    {
        await using var stack = await HighPerfStack.StartAsync();
        await ExerciseAsync(stack);
        await stack.Api.TerminateAsync(TimeSpan.FromSeconds(30));
        await stack.Worker.TerminateAsync(TimeSpan.FromSeconds(30));

        var logs = RunLogs.All;
        var lines = 0;
        foreach (var (process, of) in logs)
        {
            foreach (var line in process.Lines)
            {
                lines++;
                AssertAbsent("the JWT secret", of.JwtSecret, line);
                AssertAbsent("the database's password", of.Postgres.Password, line);
                AssertAbsent("a player's password", ApiClient.PasswordPrefix, line);
                AssertAbsent("an e-mail address", ApiClient.EmailDomain, line);
                AssertAbsent("a token", "eyJ", line);
                AssertAbsent("a signature", "sig=", line);
            }
        }

        Assert.True(logs.Count >= 2 && lines > 0, "Nothing was logged at all.");
    }

    private static async Task ExerciseAsync(HighPerfStack stack)
    {
        var player = await stack.Client.NewPlayerAsync();
        await stack.Client.PostJsonAsync("/api/auth/login", new { email = player.Email, password = ApiClient.NewPassword() });
        await stack.Client.PostJsonAsync("/api/auth/signup", new { first_name = 7, email = player.Email, password1 = player.Password });
        await stack.Client.GetAsync("/api/videos?email=" + player.Email, player.Token);
        await stack.Client.GetAsync("/api/videos", player.Token + "x");
        var upload = (await stack.Client.UploadAsync(player.Token, Mp4Bytes.Damaged(), "Para el registro")).Expect(HttpStatusCode.Created);
        var video = await stack.Client.FinalStateAsync(player, upload.Json.GetProperty("video_id").GetString()!, stack);
        (await stack.Client.GetAsync(video.GetProperty("original_url").GetString()!)).Expect(HttpStatusCode.OK);
        await stack.Client.VoteAsync(video.GetProperty("video_id").GetString()!, player.Token);

        // What fails inside is logged with its exception.
        await stack.Postgres.StopAsync();
        await stack.Client.PostJsonAsync("/api/auth/login", new { email = player.Email, password = player.Password });
        await stack.Client.GetAsync("/api/videos", player.Token);
        await stack.Client.GetAsync("/health/ready");
        await stack.Postgres.RestartAsync();
    }

    private static void AssertAbsent(string what, string secret, string line) =>
        Assert.False(line.Contains(secret, StringComparison.Ordinal), $"A log line contains {what}: {line}");
}
