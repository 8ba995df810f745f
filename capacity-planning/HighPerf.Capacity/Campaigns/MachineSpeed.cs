namespace HighPerf.Capacity.Campaigns;

/// <summary>A load's <c>speed.json</c>: the machine's speed before the load and after it, in shares of what it was when the part began (<see cref="SteadyMachine"/>).</summary>
internal sealed record MachineSpeed(double Before, double After)
{
    public const string File = "speed.json";

    public double Mean => (Before + After) / 2;

    public bool IsSteady => Math.Abs(Mean - 1) <= SteadyMachine.Tolerance;
}
