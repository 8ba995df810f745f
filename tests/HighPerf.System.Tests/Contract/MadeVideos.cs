using HighPerf.System.Tests.Client;
using HighPerf.System.Tests.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Contract;

/// <summary>Videos put straight into the database, many at once: what a worker would have made of an upload, without its files.</summary>
internal static class MadeVideos
{
    private const string Insert =
        """
        insert into videos (id, player_id, title, status, original_key, processed_key, thumbnail_key, size_bytes, sha256, uploaded_at, processed_at, published_at)
        select id, $1, 'Video ' || n, 'processed', id || '.mp4', id || '.1.mp4', id || '.1.jpg', 1, decode(repeat('00', 32), 'hex'), at, at,
               case when $3 then at end
        from (select n, ids.id, now() - (cardinality($2) - n) * interval '1 microsecond' as at from unnest($2::uuid[]) with ordinality as ids (id, n)) rows
        """;

    // The running API learns of what was written past it by a row without a number: "recount this video".
    private const string Announce =
        """
        do $$ begin
          if to_regclass('standing_changes') is not null then
            insert into standing_changes (player_id, video_id) select player_id, id from videos where published_at is not null;
          end if;
        end $$
        """;

    /// <summary>Processed videos of a player, the oldest first; open for voting unless told otherwise, and then listed.</summary>
    public static async Task<IReadOnlyList<string>> AddAsync(HighPerfStack stack, Player owner, int count, bool open = true)
    {
        var ids = await InsertAsync(stack, owner, count, open);
        if (open) await ListedAsync(stack, ids[^1]);
        return ids;
    }

    /// <summary>One of each player, open for voting; the list is waited for once, and has all of them.</summary>
    public static async Task<IReadOnlyList<string>> AddOfEachAsync(HighPerfStack stack, IEnumerable<Player> owners)
    {
        var ids = new List<string>();
        foreach (var owner in owners) ids.AddRange(await InsertAsync(stack, owner, 1, open: true));
        foreach (var id in ids) await ListedAsync(stack, id);
        return ids;
    }

    /// <summary>Waits until a video is on the first page of the public list, which may be a second old.</summary>
    public static async Task ListedAsync(HighPerfStack stack, string id) => await Poll.UntilAsync("the video is listed", TimeSpan.FromSeconds(10), async () =>
        (await stack.Client.GetAsync("/api/public/videos?limit=100")).Json.EnumerateArray().Any(video => video.GetProperty("video_id").GetString() == id));

    /// <summary>Waits until it is not any more.</summary>
    public static async Task UnlistedAsync(HighPerfStack stack, string id) => await Poll.UntilAsync("the video is not listed", TimeSpan.FromSeconds(10), async () =>
        (await stack.Client.GetAsync("/api/public/videos?limit=100")).Json.EnumerateArray().All(video => video.GetProperty("video_id").GetString() != id));

    private static async Task<IReadOnlyList<string>> InsertAsync(HighPerfStack stack, Player owner, int count, bool open)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7()).ToArray();
        await using var command = stack.Database.CreateCommand(Insert);
        command.Parameters.AddWithValue(Guid.Parse(owner.Id));
        command.Parameters.AddWithValue(ids);
        command.Parameters.AddWithValue(open);
        await command.ExecuteNonQueryAsync();
        await using var announce = stack.Database.CreateCommand(Announce);
        await announce.ExecuteNonQueryAsync();
        return [.. ids.Select(id => id.ToString())];
    }
}
