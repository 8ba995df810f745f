using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using HighPerf.Testing.Stacks;

namespace HighPerf.ApiRace.Load;

/// <summary>Fresh pairs of players and videos, with tokens made by the server's own secret: logging thousands in would take minutes of bcrypt.</summary>
internal static class Ballots
{
    private static readonly string s_header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);

    public static async Task<IReadOnlyList<Ballot>> OfAsync(ApiStack stack, int count)
    {
        var players = await ListAsync(stack, "select id from players order by id");
        var videos = await ListAsync(stack, "select id from videos where published_at is not null order by id");
        await using var command = stack.Database.CreateCommand("select player_id, video_id from votes");
        await using var reader = await command.ExecuteReaderAsync();
        var cast = new HashSet<(Guid, Guid)>();
        while (await reader.ReadAsync()) cast.Add((reader.GetGuid(0), reader.GetGuid(1)));
        var random = new Random(5);
        var ballots = new List<Ballot>(count);
        while (ballots.Count < count)
        {
            var (player, video) = (players[random.Next(players.Count)], videos[random.Next(videos.Count)]);
            if (cast.Add((player, video))) ballots.Add(new Ballot(Token(player, stack.Secret), video));
        }

        return ballots;
    }

    /// <summary>RFC 7519, HS256, an hour long.</summary>
    public static string Token(Guid player, string secret)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var signed = $"{s_header}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"sub":"{{player}}","iat":{{now}},"exp":{{now + 3600}}}"""))}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)))}";
    }

    public static async Task<IReadOnlyList<Guid>> ListAsync(ApiStack stack, string sql)
    {
        await using var command = stack.Database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var list = new List<Guid>();
        while (await reader.ReadAsync()) list.Add(reader.GetGuid(0));
        return list;
    }
}
