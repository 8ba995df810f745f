using HighPerf.System.Tests.Auth;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.TwoApis;

/// <summary>A moderated stack with two API processes, without a worker and without limits, and players by the dozen.</summary>
public sealed class TwoApisFixture : IAsyncLifetime
{
    private const string Insert =
        "insert into players (id, first_name, last_name, email, password_hash, city, role) values ($1, 'Jugador', $2, $3, 'nobody logs in', $4, $5)";

    private HighPerfStack? stack;
    private SecondApi? second;
    private Player? moderator;

    public HighPerfStack Stack => stack!;

    public SecondApi Second => second!;

    public Player Moderator => moderator!;

    public IReadOnlyList<ApiClient> Clients => [Stack.Client, Second.Client];

    public async Task InitializeAsync()
    {
        stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HIGHPERF_MODERATION"] = "on",
                ["HIGHPERF_RATE_ADDRESS"] = "0",
                ["HIGHPERF_RATE_VOTES"] = "0",
            },
        });
        second = await SecondApi.StartAsync(stack);
        moderator = await NewPlayerAsync("Marta", null, "moderator");
    }

    public async Task DisposeAsync()
    {
        if (second is not null)
            await second.DisposeAsync();
        if (stack is not null)
            await stack.DisposeAsync();
    }

    /// <summary>A player put straight into the database, with a token made with the API's key: no password is hashed.</summary>
    public async Task<Player> NewPlayerAsync(string lastName, string? city, string role = "player")
    {
        var id = Guid.CreateVersion7();
        var email = ApiClient.NewEmail();
        await using var command = Stack.Database.CreateCommand(Insert);
        command.Parameters.AddWithValue(id);
        command.Parameters.AddWithValue(lastName);
        command.Parameters.AddWithValue(email);
        command.Parameters.AddWithValue(city is null ? DBNull.Value : city);
        command.Parameters.AddWithValue(role);
        await command.ExecuteNonQueryAsync();
        return new Player(id.ToString(), "Jugador", lastName, email, "", city, Tokens.Make(Stack.JwtSecret, id.ToString()));
    }
}
