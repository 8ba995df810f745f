using System.Collections.Concurrent;
using HighPerf.Queue.Connections;
using Npgsql;

namespace HighPerf.Core.Rankings;

/// <summary>
/// The folded keys of city names. Only SQL folds (<c>fold</c>); what was asked before is remembered, up to a bound, so that a page of
/// the ranking needs no query.
/// </summary>
public sealed class CityKeys(PostgresDatabase database)
{
    private const int MaxRemembered = 16_384;

    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);

    public ValueTask<string> OfAsync(string city, CancellationToken cancellationToken) =>
        _keys.TryGetValue(city, out var key) ? ValueTask.FromResult(key) : AskAsync(city, cancellationToken);

    private async ValueTask<string> AskAsync(string city, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select fold($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = city });
        var key = (string)(await command.ExecuteScalarAsync(cancellationToken))!;
        if (_keys.Count >= MaxRemembered) _keys.Clear();
        return _keys[city] = key;
    }
}
