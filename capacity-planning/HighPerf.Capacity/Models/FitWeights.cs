namespace HighPerf.Capacity.Models;

/// <summary>What a fit makes small.</summary>
internal enum FitWeights
{
    /// <summary>Σ (X − X̂)²: right when the error of a measurement does not depend on its size.</summary>
    Absolute,

    /// <summary>Σ ((X − X̂) ÷ X)²: right when it is a share of it.</summary>
    Relative,
}
