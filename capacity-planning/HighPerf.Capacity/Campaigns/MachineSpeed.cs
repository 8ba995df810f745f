namespace HighPerf.Capacity.Campaigns;

/// <summary>A load's <c>speed.json</c>: the shares of the machine's best speed that it had before the load and after it (<see cref="SteadyMachine"/>).</summary>
internal sealed record MachineSpeed(double Before, double After)
{
    public const string File = "speed.json";

    public double Least => Math.Min(Before, After);

    public bool IsSteady => Least >= SteadyMachine.LeastSpeed;
}
