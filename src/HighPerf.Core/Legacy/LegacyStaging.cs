using HighPerf.Core.Bulk;
using Npgsql;
using NpgsqlTypes;

namespace HighPerf.Core.Legacy;

/// <summary>
/// The old rows in temporary tables beside the new ones, where every rule of the import is a statement. <c>state</c> says what becomes
/// of a row: <c>new</c> (to import), <c>imported</c> (an earlier run did), <c>merge</c> and <c>merged</c> (the same for an account that
/// becomes part of another), <c>gone</c> (imported, and deleted here since), <c>skipped</c> with its problem.
/// </summary>
internal sealed class LegacyStaging(NpgsqlConnection connection)
{
    private const string Tables = """
        create temp table old_players (
          old_id bigint primary key, first_name text, last_name text, email text, password_hash text, city text, country text,
          at timestamptz not null, new_id uuid not null, problem text, state text, player uuid,
          email_key text generated always as (lower(btrim(email) collate "und-x-icu")) stored);
        create temp table old_videos (
          old_id bigint primary key, title text, status text not null, old_player bigint not null, at timestamptz not null,
          processed_at timestamptz, original_url text, processed_url text, new_id uuid not null, problem text, state text, player uuid);
        create temp table old_votes (old_id bigint not null, old_video bigint not null, old_player bigint not null, at timestamptz not null);
        """;

    private const string Indexes = """
        create index on old_votes (old_video);
        analyze old_players; analyze old_videos; analyze old_votes;
        """;

    public async Task FillAsync(LegacySource old, string source, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        await ExecuteAsync(Tables, cancellationToken);
        await PlayersAsync(old, source, progress, cancellationToken);
        await VideosAsync(old, source, progress, cancellationToken);
        await VotesAsync(old, progress, cancellationToken);
        await ExecuteAsync(Indexes, cancellationToken);
    }

    private async Task PlayersAsync(LegacySource old, string source, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy old_players (old_id, first_name, last_name, email, password_hash, city, country, at, new_id, problem) from stdin (format binary)",
            cancellationToken);
        var done = 0L;
        await foreach (var player in old.PlayersAsync(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(player.Id, cancellationToken);
            foreach (var text in new[] { player.FirstName, player.LastName, player.Email, player.PasswordHash, player.City, player.Country })
            {
                await TextAsync(copy, LegacyRules.Clean(text), cancellationToken);
            }

            await copy.WriteAsync(player.CreatedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            await copy.WriteAsync(LegacyId.Of(source, LegacyId.Player, player.Id, player.CreatedAt), cancellationToken);
            await TextAsync(copy, LegacyRules.Problem(player), cancellationToken);
            progress.Report(new("players read", ++done, old.Counts.Players));
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task VideosAsync(LegacySource old, string source, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy old_videos (old_id, title, status, old_player, at, processed_at, original_url, processed_url, new_id, problem) from stdin (format binary)",
            cancellationToken);
        var done = 0L;
        await foreach (var video in old.VideosAsync(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(video.Id, cancellationToken);
            await TextAsync(copy, LegacyRules.Clean(video.Title), cancellationToken);
            await TextAsync(copy, video.Status, cancellationToken);
            await copy.WriteAsync(video.PlayerId, cancellationToken);
            await copy.WriteAsync(video.UploadedAt, NpgsqlDbType.TimestampTz, cancellationToken);
            if (video.ProcessedAt is { } at) await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellationToken);
            else await copy.WriteNullAsync(cancellationToken);
            await TextAsync(copy, video.OriginalUrl, cancellationToken);
            await TextAsync(copy, video.ProcessedUrl, cancellationToken);
            await copy.WriteAsync(LegacyId.Of(source, LegacyId.Video, video.Id, video.UploadedAt), cancellationToken);
            await TextAsync(copy, LegacyRules.Problem(video), cancellationToken);
            progress.Report(new("videos read", ++done, old.Counts.Videos));
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private async Task VotesAsync(LegacySource old, IProgress<BulkProgress> progress, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(
            "copy old_votes (old_id, old_video, old_player, at) from stdin (format binary)", cancellationToken);
        var done = 0L;
        await foreach (var vote in old.VotesAsync(cancellationToken))
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(vote.Id, cancellationToken);
            await copy.WriteAsync(vote.VideoId, cancellationToken);
            await copy.WriteAsync(vote.PlayerId, cancellationToken);
            await copy.WriteAsync(vote.CastAt, NpgsqlDbType.TimestampTz, cancellationToken);
            progress.Report(new("votes read", ++done, old.Counts.Votes));
        }

        await copy.CompleteAsync(cancellationToken);
    }

    private static Task TextAsync(NpgsqlBinaryImporter copy, string? value, CancellationToken cancellationToken) =>
        value is null ? copy.WriteNullAsync(cancellationToken) : copy.WriteAsync(value, cancellationToken);

    private async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
