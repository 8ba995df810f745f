namespace HighPerf.Capacity.Campaigns;

/// <summary>A part's <c>machine-speed.json</c>: how fast the machine was when it began, to which <see cref="MachineSpeed"/> is a share.</summary>
/// <param name="PiecesPerSecond">Pieces of fixed work that all processors together did.</param>
internal sealed record MachineReference(double PiecesPerSecond)
{
    public const string File = "machine-speed.json";
}
