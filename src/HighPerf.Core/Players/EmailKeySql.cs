namespace HighPerf.Core.Players;

/// <summary>How a player is found by e-mail.</summary>
internal static class EmailKeySql
{
    /// <summary>
    /// What <c>players.email_key</c> is for the parameter <c>@email</c>, with the column's own collation again: an explicit one goes before a column's, and no
    /// index of the column is used where a comparison has another collation (PostgreSQL, "Collation Support").
    /// </summary>
    public const string OfParameter = "lower(btrim(@email) collate \"und-x-icu\") collate \"default\"";
}
