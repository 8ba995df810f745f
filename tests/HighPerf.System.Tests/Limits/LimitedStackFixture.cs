using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Limits;

/// <summary>A stack that allows a player two votes a minute, and an account three wrong passwords from one address in a few seconds.</summary>
public sealed class LimitedStackFixture : IAsyncLifetime
{
    public const int LoginFailures = 3;

    public static readonly TimeSpan LoginWindow = TimeSpan.FromSeconds(8);

    private HighPerfStack? stack;

    public HighPerfStack Stack => stack!;

    public async Task InitializeAsync() => stack = await HighPerfStack.StartAsync(new StackOptions
    {
        WithWorker = false,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HIGHPERF_RATE_VOTES"] = "2",
            ["HIGHPERF_LOGIN_FAILURES"] = "3",
            ["HIGHPERF_LOGIN_WINDOW"] = "8s",
            ["HIGHPERF_PASSWORD_DEADLINE"] = "1m", // a slow machine refuses nobody here
        },
    });

    public async Task DisposeAsync()
    {
        if (stack is not null)
            await stack.DisposeAsync();
    }
}
