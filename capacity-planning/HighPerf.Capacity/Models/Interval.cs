namespace HighPerf.Capacity.Models;

/// <summary>From, to, and both belong to it.</summary>
internal readonly record struct Interval(double Low, double High)
{
    public bool Contains(double value) => value >= Low && value <= High;
}
