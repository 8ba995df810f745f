namespace HighPerf.Capacity.Models;

/// <summary>Where a limit was crossed.</summary>
internal enum SloCrossingPlace
{
    /// <summary>Between two measured loads.</summary>
    Between,

    /// <summary>Nowhere: it was kept at all loads that were measured.</summary>
    BeyondTheLast,

    /// <summary>It was missed at the smallest load already.</summary>
    BeforeTheFirst,
}
