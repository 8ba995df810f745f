using Xunit;

namespace HighPerf.Testing.Servers;

/// <summary>One Redis for a class or a collection of tests.</summary>
public class RedisFixture : IAsyncLifetime
{
    private RedisServer? server;

    public RedisServer Redis => server ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>How the server is set up; a fixture of its own kind overrides it.</summary>
    protected virtual RedisOptions Options => new();

    public virtual async Task InitializeAsync() => server = await RedisServer.StartAsync(Options);

    public virtual async Task DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
