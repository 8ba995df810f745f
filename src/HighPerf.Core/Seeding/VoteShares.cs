namespace HighPerf.Core.Seeding;

/// <summary>
/// Few clips get most votes: the clip of rank r gets votes in proportion to 1/r^0.9 (Zipf), but never more than there are players; what a
/// full one cannot take goes to the others in the same proportion.
/// </summary>
internal static class VoteShares
{
    private const double Exponent = 0.9;

    /// <summary>Votes by rank, most first; they add up to <paramref name="votes"/>, which must not exceed ranks × players.</summary>
    public static int[] Of(long votes, int ranks, int players)
    {
        var shares = new int[ranks];
        var weights = new double[ranks];
        for (var rank = 0; rank < ranks; rank++) weights[rank] = Math.Pow(rank + 1, -Exponent);
        for (var left = votes; left > 0;)
        {
            var open = 0.0;
            for (var rank = 0; rank < ranks; rank++) if (shares[rank] < players) open += weights[rank];
            var before = left;
            for (var rank = 0; rank < ranks; rank++) left -= Give(rank, (long)(before * (weights[rank] / open)));
            if (left != before) continue;
            for (var rank = 0; rank < ranks && left > 0; rank++) left -= Give(rank, 1); // less than one for each: one for each, from the top
        }

        return shares;

        long Give(int rank, long count)
        {
            var given = (int)Math.Min(count, players - shares[rank]);
            shares[rank] += given;
            return given;
        }
    }
}
