namespace HighPerf.Load.Plans;

/// <summary>A plan that cannot be run as it is: one line that says where and why.</summary>
internal sealed class PlanException(string message) : Exception(message);
