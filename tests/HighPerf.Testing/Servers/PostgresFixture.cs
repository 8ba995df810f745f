using Xunit;

namespace HighPerf.Testing.Servers;

/// <summary>One PostgreSQL for a class or a collection of tests.</summary>
public class PostgresFixture : IAsyncLifetime
{
    private PostgresServer? server;

    public PostgresServer Postgres => server ?? throw new InvalidOperationException("The fixture has not been initialised.");

    /// <summary>How the server is set up; a fixture of its own kind overrides it.</summary>
    protected virtual PostgresOptions Options => new();

    public virtual async Task InitializeAsync() => server = await PostgresServer.StartAsync(Options);

    public virtual async Task DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }
}
