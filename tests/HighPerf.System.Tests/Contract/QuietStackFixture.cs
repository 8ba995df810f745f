using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Contract;

/// <summary>A stack without a worker: an upload stays as it was uploaded, and only what a test puts there is open for voting.</summary>
public sealed class QuietStackFixture : IAsyncLifetime
{
    private HighPerfStack? stack;

    public HighPerfStack Stack => stack!;

    public ApiClient Client => Stack.Client;

    public async Task InitializeAsync() => stack = await HighPerfStack.StartAsync(new StackOptions { WithWorker = false });

    public async Task DisposeAsync()
    {
        if (stack is not null)
            await stack.DisposeAsync();
    }
}
