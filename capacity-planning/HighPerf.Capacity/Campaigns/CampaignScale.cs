namespace HighPerf.Capacity.Campaigns;

/// <summary>How much is measured.</summary>
internal enum CampaignScale
{
    /// <summary>Enough to plan with: hours.</summary>
    Full,

    /// <summary>Fewer and shorter points, to see how it stands: within a quarter of an hour.</summary>
    Quick,

    /// <summary>To see that it works: two minutes.</summary>
    Smoke,
}
