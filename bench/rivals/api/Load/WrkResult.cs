namespace HighPerf.ApiRace.Load;

/// <param name="Rate">Requests per second.</param>
/// <param name="Requests">All of them.</param>
/// <param name="P99">Milliseconds, by a closed loop: for information.</param>
internal readonly record struct WrkResult(double Rate, double Requests, double P99);
