namespace HighPerf.Load.Plans;

/// <summary>A part of a form that is a file.</summary>
/// <param name="Type">Its media type; <c>video/mp4</c> by default.</param>
internal sealed record FilePartPlan(string File, string? Type);
