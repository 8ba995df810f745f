namespace HighPerf.Core.Errors;

/// <summary>An error a caller can cause.</summary>
/// <param name="Code">Stable English identifier.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Detail">What the player reads, in Spanish.</param>
public sealed record Error(string Code, int Status, string Detail);
