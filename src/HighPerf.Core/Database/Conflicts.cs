using Npgsql;

namespace HighPerf.Core.Database;

/// <summary>Repeats a transaction that PostgreSQL rolled back to break a deadlock. Locks are taken in one order, so this is rare.</summary>
internal static class Conflicts
{
    private const int Attempts = 5;

    public static async Task<T> RepeatAsync<T>(Func<Task<T>> transaction)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await transaction();
            }
            catch (PostgresException e) when (attempt < Attempts
                && e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure)
            {
                // Rolled back for certain.
            }
        }
    }
}
