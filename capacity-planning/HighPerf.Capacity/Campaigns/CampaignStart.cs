namespace HighPerf.Capacity.Campaigns;

/// <summary>How a campaign begins.</summary>
internal enum CampaignStart
{
    /// <summary>In an empty directory; what was there is removed.</summary>
    New,

    /// <summary>Some parts of one that is there are measured anew.</summary>
    Again,

    /// <summary>One that was cut off goes on.</summary>
    Resume,
}
