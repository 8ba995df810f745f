using Npgsql;

namespace HighPerf.Queue.Connections;

/// <summary>
/// The password that new connections to PostgreSQL are opened with. An operator changes it in two steps, the secret and the role (<c>alter role … password</c>), in
/// whatever order, and between them one of two passwords is right: the newest, or the one before. Who is refused with one tries the other. Connections that are open
/// stay so.
/// </summary>
public sealed class PostgresPassword
{
    private readonly Func<Task> _refresh;
    private readonly Lock _gate = new();
    private readonly List<NpgsqlDataSource> _sources = [];
    private string? _newest;
    private string? _before;
    private bool _usesNewest = true;
    private int _choice;

    /// <param name="password">As it is at the start.</param>
    /// <param name="refresh">Reads the secret again, which ends in <see cref="Use"/>.</param>
    public PostgresPassword(string? password, Func<Task> refresh) => (_newest, _refresh) = (password, refresh);

    /// <summary>How often another password was taken up.</summary>
    internal int Choice => Volatile.Read(ref _choice);

    /// <summary>The secret was read again.</summary>
    public void Use(string? password)
    {
        lock (_gate)
        {
            if (password == _newest) return;
            (_before, _newest) = (_newest, password);
            Choose(newest: true);
        }
    }

    /// <summary>From now on the source's new connections are opened with the password.</summary>
    public void Attach(NpgsqlDataSource source)
    {
        lock (_gate)
        {
            _sources.Add(source);
            source.Password = _usesNewest ? _newest! : _before!;
        }
    }

    /// <summary>PostgreSQL refused what was in use: looks for another one.</summary>
    /// <param name="choice">The <see cref="Choice"/> from before the connection was opened: when it is another one now, somebody else was refused, too, and has looked.</param>
    internal async Task RefusedAsync(int choice)
    {
        try
        {
            await _refresh();
        }
        catch (Exception) // whatever it is, it is said by who reads the secrets; the one before may be right all the same
        {
        }

        lock (_gate)
        {
            if (_choice == choice && _before is not null) Choose(newest: !_usesNewest);
        }
    }

    private void Choose(bool newest)
    {
        _usesNewest = newest;
        _choice++;
        foreach (var source in _sources) source.Password = newest ? _newest! : _before!;
    }
}
