namespace HighPerf.Capacity.Models;

/// <summary>What so many players want of the whole system.</summary>
/// <param name="RequestsPerSecond">At the peak.</param>
/// <param name="Web">Of the web instances together.</param>
/// <param name="LoginsPerSecond">At the peak.</param>
/// <param name="NetworkGbit">A second and each way, of the web instances together at the peak: what is uploaded comes in and goes on to the files, what is served likewise.</param>
/// <param name="Database">Of the database's machine.</param>
/// <param name="VideosPerHour">In the busiest hour.</param>
/// <param name="Workers">Of the workers together.</param>
/// <param name="StorageGb">10⁹ bytes, when as many are deleted as are uploaded.</param>
/// <param name="EgressGbPerMonth">10⁹ bytes.</param>
internal sealed record CapacityDemand(
    double Players, double RequestsPerSecond, VcpuDemand Web, double LoginsPerSecond, double NetworkGbit, VcpuDemand Database, double UploadsPerDay, double VideosPerHour, VcpuDemand Workers,
    double StorageGb, double EgressGbPerMonth);
