using System.Diagnostics;
using Npgsql;

namespace HighPerf.Capacity.Rivals.Systems;

/// <summary>Looks at something until it is so, often enough for milliseconds to count.</summary>
internal static class Watch
{
    private static readonly TimeSpan s_every = TimeSpan.FromMilliseconds(5);

    /// <exception cref="TimeoutException">It was not.</exception>
    public static async Task UntilAsync(Func<Task<bool>> isSo, TimeSpan patience, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); !await isSo();)
        {
            if (Stopwatch.GetElapsedTime(began) > patience) throw new TimeoutException($"waited {patience} in vain until {what}");
            await Task.Delay(s_every);
        }
    }

    public static async Task<long> CountAsync(NpgsqlDataSource database, string query)
    {
        await using var command = database.CreateCommand(query);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public static async Task<IReadOnlyList<string>> ListAsync(NpgsqlDataSource database, string query)
    {
        await using var command = database.CreateCommand(query);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<string>();
        while (await reader.ReadAsync()) list.Add(reader.GetString(0));
        return list;
    }
}
