using HighPerf.Queue.Connections;
using Npgsql;

namespace HighPerf.Queue.Tests.Connections;

/// <summary>A password that is changed in two steps, in whatever order: nobody who opens a connection meanwhile fails.</summary>
[Collection(QueueCollection.Name)]
public sealed class PostgresPasswordTests(QueueFixture fixture) : IAsyncLifetime
{
    private const string First = "the-first-password";
    private const string Second = "the-second-password";

    private readonly string _role = $"r{Guid.CreateVersion7():N}";
    private NpgsqlDataSource _owner = null!;
    private NpgsqlDataSource _source = null!;
    private PostgresPassword _password = null!;
    private PostgresDatabase _database = null!;
    private string _secret = First;
    private int _readings;

    public async Task InitializeAsync()
    {
        _owner = await fixture.NewDatabaseAsync();
        await JobRow.SqlAsync(_owner, $"create role {_role} login password '{First}'");
        _source = new NpgsqlSlimDataSourceBuilder(
            new NpgsqlConnectionStringBuilder(_owner.ConnectionString) { Username = _role, Password = First, Pooling = false }.ConnectionString).Build();
        _password = new PostgresPassword(First, () =>
        {
            Interlocked.Increment(ref _readings);
            _password.Use(_secret);
            return Task.CompletedTask;
        });
        _password.Attach(_source);
        _database = new PostgresDatabase(_source, _password);
        await OpensAsync();
    }

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _owner.DisposeAsync();
    }

    [Fact]
    public async Task Who_is_refused_because_the_role_was_first_reads_the_secret_and_is_let_in()
    {
        await AlterAsync(Second);
        _secret = Second;

        await OpensAsync();
        Assert.Equal(1, _readings);
        await OpensAsync(); // with the right one at once
        Assert.Equal(1, _readings);
    }

    [Fact]
    public async Task Who_is_refused_because_the_secret_was_first_is_let_in_with_the_one_before_until_the_role_follows()
    {
        _secret = Second;
        _password.Use(Second);
        await OpensAsync();
        await OpensAsync();

        await AlterAsync(Second);
        await OpensAsync();
        Assert.Equal(2, _readings);
        await OpensAsync();
        Assert.Equal(2, _readings);
    }

    [Fact]
    public async Task Of_many_at_once_nobody_fails_in_either_order()
    {
        _secret = Second;
        _password.Use(Second);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpensAsync()));
        await AlterAsync(Second);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpensAsync()));
        await AlterAsync(First);
        _secret = First;
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => OpensAsync()));
    }

    [Fact]
    public async Task A_thread_that_may_wait_is_let_in_all_the_same()
    {
        await AlterAsync(Second);
        _secret = Second;

        await using var connection = _database.OpenConnection();

        Assert.Equal(1, _readings);
    }

    [Fact]
    public async Task Where_no_password_is_right_it_is_said_after_a_few_and_may_pass()
    {
        await AlterAsync("somebody else's");

        var refused = await Assert.ThrowsAsync<PasswordRefusedException>(OpensAsync);
        Assert.True(refused.IsTransient);
        Assert.Contains($"\"{_role}\" (28P01)", refused.Message, StringComparison.Ordinal);
        Assert.Equal(2, _readings);
        Assert.Throws<PasswordRefusedException>(_database.OpenConnection);

        await AlterAsync(First);
        await OpensAsync();
    }

    [Fact]
    public async Task A_secret_that_cannot_be_read_does_not_hide_what_postgres_said()
    {
        await AlterAsync(Second);
        var password = new PostgresPassword(First, () => throw new InvalidOperationException("gone"));
        password.Attach(_source);

        var error = await Assert.ThrowsAsync<PasswordRefusedException>(async () => await new PostgresDatabase(_source, password).OpenConnectionAsync());

        Assert.Equal(PostgresErrorCodes.InvalidPassword, error.SqlState);
    }

    private async Task OpensAsync()
    {
        await using var connection = await _database.OpenConnectionAsync();
    }

    private Task AlterAsync(string password) => JobRow.SqlAsync(_owner, $"alter role {_role} password '{password.Replace("'", "''", StringComparison.Ordinal)}'");
}
