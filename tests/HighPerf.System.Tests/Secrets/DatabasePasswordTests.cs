using System.Globalization;
using System.Net;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.System.Tests.TwoApis;
using HighPerf.Testing.Servers;
using Npgsql;

namespace HighPerf.System.Tests.Secrets;

/// <summary>The password of the API's database role is changed under requests, of which some need a new connection in every phase of the change.</summary>
[Collection(StackCollection.Name)]
public sealed class DatabasePasswordTests(StackFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string role = $"api_{Guid.CreateVersion7():N}";

    [Fact]
    public async Task The_secret_first_and_then_the_role_fails_no_request()
    {
        using var secrets = new SecretFiles();
        await using var api = await StartAsync(secrets, "first", refresh: "1s");
        var player = await api.Client.NewPlayerAsync();
        var load = new SteadyLoad([api.Client], () => player.Token);
        await GrowAsync(api, player, 4);

        secrets.Put("database-url", Url("second"));
        await Task.Delay(TimeSpan.FromSeconds(3)); // it has been read, and is not right yet
        await GrowAsync(api, player, 8);
        await AlterAsync("second");
        await GrowAsync(api, player, 14);

        await load.EndAsync();
        AssertSilent(api, "first", "second");
    }

    [Fact]
    public async Task The_role_first_and_then_the_secret_fails_no_request()
    {
        using var secrets = new SecretFiles();
        await using var api = await StartAsync(secrets, "first", refresh: "1h"); // who is refused reads it at once
        var player = await api.Client.NewPlayerAsync();
        var load = new SteadyLoad([api.Client], () => player.Token);
        await GrowAsync(api, player, 4);

        await AlterAsync("second");
        var growing = GrowAsync(api, player, 14);
        await Task.Delay(TimeSpan.FromMilliseconds(300));
        secrets.Put("database-url", Url("second"));
        await growing;

        await load.EndAsync();
        AssertSilent(api, "first", "second");
    }

    [Fact]
    public async Task A_rotation_done_by_half_is_an_outage_that_passes()
    {
        using var secrets = new SecretFiles();
        await using var api = await StartAsync(secrets, "first", refresh: "1h");
        var player = await api.Client.NewPlayerAsync();

        await AlterAsync("second");
        await SqlAsync($"select pg_terminate_backend(pid) from pg_stat_activity where usename = '{role}'");
        await Poll.UntilAsync("the password is refused", Patience, async () =>
        {
            (await api.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.ServiceUnavailable);
            return api.Process.Lines.Any(line => line.Contains("28P01", StringComparison.Ordinal));
        });
        AssertSilent(api, "first", "second");

        await AlterAsync("first");
        (await api.Client.GetAsync("/api/videos", player.Token)).Expect(HttpStatusCode.OK);
    }

    private async Task<SecondApi> StartAsync(SecretFiles secrets, string password, string refresh)
    {
        await SqlAsync($"create role {role} login password '{Password(password)}' in role {PostgresServer.User}");
        secrets.Put("database-url", Url(password));
        return await SecondApi.StartAsync(
            fixture.Stack, ("DATABASE_URL", ""), ("HIGHPERF_SECRETS_DIR", secrets.FullPath), ("HIGHPERF_SECRETS_REFRESH", refresh), ("HIGHPERF_RATE_ADDRESS", "0"));
    }

    /// <summary>Has requests wait for a lock, each with a connection of its own, until there are so many; then lets them go.</summary>
    private async Task GrowAsync(SecondApi api, Player player, int connections)
    {
        await using var holder = await fixture.Stack.Database.OpenConnectionAsync();
        await using var transaction = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table videos in access exclusive mode", holder, transaction))
            await hold.ExecuteNonQueryAsync();
        var requests = Enumerable.Range(0, connections).Select(_ => api.Client.GetAsync("/api/videos", player.Token)).ToList();
        await Poll.UntilAsync(
            "the requests have their connections", Patience,
            async () => requests.Any(request => request.IsCompleted) || await fixture.Stack.ScalarAsync<long>(
                "select count(*) from pg_stat_activity where usename = $1 and wait_event_type = 'Lock'", role) >= connections);
        await transaction.RollbackAsync();
        foreach (var answer in await Task.WhenAll(requests))
            answer.Expect(HttpStatusCode.OK);
    }

    private Task AlterAsync(string password) => SqlAsync($"alter role {role} password '{Password(password)}'");

    private string Url(string password) =>
        string.Create(CultureInfo.InvariantCulture, $"postgres://{role}:{Password(password)}@127.0.0.1:{fixture.Stack.Postgres.Port}/highperf");

    private string Password(string which) => $"{which}-of-{role}";

    private void AssertSilent(SecondApi api, params string[] passwords) => Assert.All(
        passwords, password => Assert.DoesNotContain(api.Process.Lines, line => line.Contains(Password(password), StringComparison.Ordinal)));

    private async Task SqlAsync(string sql)
    {
        await using var command = fixture.Stack.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
