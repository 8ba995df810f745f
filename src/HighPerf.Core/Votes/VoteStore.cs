using HighPerf.Queue.Connections;
using Npgsql;

namespace HighPerf.Core.Votes;

/// <summary>Which votes there are, and sessions to cast others in.</summary>
public sealed class VoteStore(PostgresDatabase database)
{
    /// <summary>$1 the player, $2 videos. No row when there is no such player, one without a video when none was voted for.</summary>
    private const string Of = """
        select o.video_id from players p left join votes o on o.player_id = p.id and o.video_id = any($2) where p.id = $1
        """;

    /// <summary>Which of the videos the player has voted for; null when there is no such player.</summary>
    public async Task<IReadOnlySet<Guid>?> OfAsync(Guid player, Guid[] videos, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Of, connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = player });
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = videos });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        var voted = new HashSet<Guid>();
        do
        {
            if (!reader.IsDBNull(0)) voted.Add(reader.GetGuid(0));
        }
        while (await reader.ReadAsync(cancellationToken));
        return voted;
    }

    /// <summary>A session to cast in. Opened as if by a task: only so is the look-up of the host's name bounded by the connection's timeout.</summary>
    public VoteSession Open() => new(database.OpenConnectionAsync().AsTask().GetAwaiter().GetResult());
}
