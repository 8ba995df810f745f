namespace HighPerf.MediaRace.Results;

/// <summary>A figure and what it must not exceed, or must reach.</summary>
internal sealed record Limit(string What, double Measured, double Bound, string Format = "F3", bool AtLeast = false)
{
    public bool Kept => AtLeast ? Measured >= Bound : Measured <= Bound;
}
