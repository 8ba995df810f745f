using HighPerf.Testing.Stacks;
using Npgsql;
using NpgsqlTypes;

namespace HighPerf.Capacity.Campaigns;

/// <summary>The players of a stack as a feed of hpload: <c>id</c> and <c>email</c>.</summary>
internal static class CapacityPlayers
{
    /// <summary>All of them, or some by their ids' order; in the place of those that were in the file.</summary>
    /// <returns>The file's path.</returns>
    public static async Task<string> WriteAsync(ApiStack stack, int skip = 0, int? take = null)
    {
        var path = Path.Combine(stack.DirectoryPath, "players.csv");
        await using var command = stack.Database.CreateCommand("select id, email from players order by id offset $1 limit $2");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = skip });
        command.Parameters.Add(new NpgsqlParameter { Value = take ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        await using var reader = await command.ExecuteReaderAsync();
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("id,email");
        while (await reader.ReadAsync()) await file.WriteLineAsync($"{reader.GetGuid(0)},{reader.GetString(1)}");
        return path;
    }
}
