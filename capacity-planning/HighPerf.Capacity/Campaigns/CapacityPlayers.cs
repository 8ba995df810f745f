using HighPerf.Testing.Stacks;

namespace HighPerf.Capacity.Campaigns;

/// <summary>The players of a stack as a feed of hpload: <c>id</c> and <c>email</c>.</summary>
internal static class CapacityPlayers
{
    /// <summary>The file's path.</summary>
    public static async Task<string> WriteAsync(ApiStack stack)
    {
        var path = Path.Combine(stack.DirectoryPath, "players.csv");
        await using var command = stack.Database.CreateCommand("select id, email from players order by id");
        await using var reader = await command.ExecuteReaderAsync();
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("id,email");
        while (await reader.ReadAsync()) await file.WriteLineAsync($"{reader.GetGuid(0)},{reader.GetString(1)}");
        return path;
    }
}
