namespace HighPerf.Capacity.Campaigns;

/// <summary>A load's <c>speed.json</c>: the machine's speed before the load and after it, in shares of what it was when the part began (<see cref="SteadyMachine"/>).</summary>
/// <param name="Objection">What else was against the load, which counts nevertheless, as it was so each time that it was made; null for nothing.</param>
internal sealed record MachineSpeed(double Before, double After, string? Objection = null)
{
    public const string File = "speed.json";

    /// <summary>Both looks are near what it was: that they are so on average says nothing of the time between them.</summary>
    public bool IsSteady => IsNear(Before) && IsNear(After);

    public static bool IsNear(double speed) => Math.Abs(speed - 1) <= SteadyMachine.Tolerance;
}
