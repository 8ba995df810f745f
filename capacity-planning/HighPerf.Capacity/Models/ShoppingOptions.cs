namespace HighPerf.Capacity.Models;

/// <summary>What a shopping list has to keep to.</summary>
/// <param name="LargestUtilisation">Of vCPUs and network at the peak.</param>
/// <param name="Architecture">x64 or arm64, or empty for either; a processor second is taken as the same on all of them, which it is not.</param>
/// <param name="LeastWebInstances">Two when one may fail.</param>
/// <param name="LeastWorkers">Likewise.</param>
/// <param name="WebMemoryGib">What a web instance has at least.</param>
/// <param name="WorkerMemoryGib">What a worker has at least.</param>
/// <param name="PasswordSeconds">For which a thread verifies one password; 0: nobody logs in.</param>
/// <param name="LargestPasswordShare">Of the threads of passwords: where a queue before one of them still keeps its promise.</param>
internal sealed record ShoppingOptions(
    double LargestUtilisation = 0.6, string Architecture = "x64", int LeastWebInstances = 1, int LeastWorkers = 1, double WebMemoryGib = 1, double WorkerMemoryGib = 2,
    double PasswordSeconds = 0, double LargestPasswordShare = 1)
{
    public const double HoursPerMonth = 730;

    /// <summary>Passwords a second that a machine verifies at most: one thread fewer than it has processors, and one at least.</summary>
    public double PasswordsPerSecond(PriceRow row) => PasswordSeconds > 0 ? Math.Max(1, row.Vcpus - 1) / PasswordSeconds : double.PositiveInfinity;
}
