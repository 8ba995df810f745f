namespace HighPerf.Capacity.Rivals.Rates;

/// <summary>What a rate was.</summary>
internal enum RateVerdict
{
    /// <summary>Answered within the bounds.</summary>
    Sustained,

    /// <summary>Too much for the system.</summary>
    Missed,

    /// <summary>Too much for the generator, or for what the machine left it.</summary>
    BeyondGenerator,
}
