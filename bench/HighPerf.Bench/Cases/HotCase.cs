namespace HighPerf.Bench.Cases;

/// <summary>A hot function of the product, with what it needs around it.</summary>
/// <param name="Name">As in <c>budgets.json</c>.</param>
/// <param name="Prepare">Sets everything up, and gives what is measured: one operation a call.</param>
internal sealed record HotCase(string Name, Func<Action> Prepare)
{
    public override string ToString() => Name;
}
