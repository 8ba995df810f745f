using Npgsql;

namespace HighPerf.Queue.Ledgers;

/// <summary>Columns that may be null.</summary>
internal static class NullableColumns
{
    public static string? TextOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static DateTime? TimeOrNull(this NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
}
