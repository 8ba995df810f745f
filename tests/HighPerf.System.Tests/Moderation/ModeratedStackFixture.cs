using System.Globalization;
using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Moderation;

/// <summary>A stack where a moderator opens each video, in the middle of its contest; without a worker.</summary>
public sealed class ModeratedStackFixture : IAsyncLifetime
{
    private HighPerfStack? stack;
    private Player? moderator;

    public static string OpensAt { get; } = TimeProvider.System.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string ClosesAt { get; } = TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public HighPerfStack Stack => stack!;

    public ApiClient Client => Stack.Client;

    public Player Moderator => moderator!;

    public async Task InitializeAsync()
    {
        stack = await HighPerfStack.StartAsync(new StackOptions
        {
            WithWorker = false,
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HIGHPERF_MODERATION"] = "on",
                ["VOTING_OPENS_AT"] = OpensAt,
                ["VOTING_CLOSES_AT"] = ClosesAt,
            },
        });
        moderator = await Client.NewPlayerAsync(firstName: "Marta", lastName: "Moderadora");
        await Stack.ScalarAsync<Guid>("update players set role = 'moderator' where id = $1 returning id", Guid.Parse(moderator.Id));
    }

    public async Task DisposeAsync()
    {
        if (stack is not null)
            await stack.DisposeAsync();
    }
}
