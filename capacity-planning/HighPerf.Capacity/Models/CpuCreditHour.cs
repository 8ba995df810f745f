namespace HighPerf.Capacity.Models;

/// <summary>An hour of a burstable instance.</summary>
/// <param name="Hour">From 0.</param>
/// <param name="DemandVcpus">Wanted, on average.</param>
/// <param name="GivenVcpus">Got, on average.</param>
/// <param name="BalanceAtEnd">Credits; below 0 surplus credits that are owed.</param>
/// <param name="ChargedVcpuHours">Surplus that this hour is charged for.</param>
internal sealed record CpuCreditHour(int Hour, double DemandVcpus, double GivenVcpus, double BalanceAtEnd, double ChargedVcpuHours);
