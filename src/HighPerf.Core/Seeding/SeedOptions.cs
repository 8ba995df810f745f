namespace HighPerf.Core.Seeding;

/// <summary>How much made-up data, and which: the same numbers and <c>Seed</c> give the same rows in an empty database.</summary>
/// <param name="PasswordHash">The bcrypt hash that every player gets.</param>
public sealed record SeedOptions(int Players, int Videos, long Votes, int Seed, int Cities, string PasswordHash)
{
    /// <summary>Adds to what is there; without it a database with players is refused.</summary>
    public bool Append { get; init; }

    /// <summary>Files for every key: hard links to one small clip. Without it the rows' files do not exist.</summary>
    public bool WithFiles { get; init; }
}
