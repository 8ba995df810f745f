namespace HighPerf.Capacity.Web;

/// <summary>Which numbers of users are measured: multiples of one number, which is the largest of some at which the most users can be measured at all.</summary>
/// <param name="Training">Multiples that models are fitted to, the most last.</param>
/// <param name="HeldOut">Multiples between those, predicted before they are measured.</param>
/// <param name="Units">Users, the largest first.</param>
internal sealed record WebGrid(IReadOnlyList<int> Training, IReadOnlyList<int> HeldOut, IReadOnlyList<int> Units);
