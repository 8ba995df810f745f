namespace HighPerf.Load.Simulations;

/// <summary>A stretch of a scenario's load in which the rate, or the number of visitors, goes in a straight line.</summary>
/// <param name="Begins">After the beginning of the load, in seconds.</param>
/// <param name="Seconds">How long it is.</param>
/// <param name="From">Arrivals a second (open), or visitors (closed), at its beginning.</param>
/// <param name="To">At its end.</param>
/// <param name="IsPoisson">Arrivals are independent of each other, and not evenly spaced.</param>
internal readonly record struct Phase(double Begins, double Seconds, double From, double To, bool IsPoisson)
{
    public double Ends => Begins + Seconds;

    /// <summary>Arrivals of all of it.</summary>
    public double Count => (From + To) / 2 * Seconds;

    /// <summary>Arrivals until so many seconds after its beginning: the integral of the rate.</summary>
    public double CountUntil(double seconds) => From * seconds + (To - From) * seconds * seconds / (2 * Seconds);

    /// <summary>When so many have arrived, in seconds after its beginning: the other way round.</summary>
    public double TimeOf(double count)
    {
        var slope = (To - From) / Seconds;
        if (Math.Abs(slope) < 1e-12) return count / From;
        // 2c / (f + √(f² + 2sc)), which is exact also where the slope is almost nothing.
        return Math.Min(Seconds, 2 * count / (From + Math.Sqrt(Math.Max(0, From * From + 2 * slope * count))));
    }

    public double At(double seconds) => From + (To - From) * Math.Clamp((seconds - Begins) / Seconds, 0, 1);
}
