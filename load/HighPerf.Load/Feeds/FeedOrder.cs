namespace HighPerf.Load.Feeds;

/// <summary>In which order the rows of a feed are drawn.</summary>
internal enum FeedOrder
{
    /// <summary>Each as likely as any other.</summary>
    Random,

    /// <summary>The n-th with a likelihood of 1/n: a few are everybody's (Zipf's law).</summary>
    Zipf,

    /// <summary>One after the other, and again.</summary>
    InTurn,

    /// <summary>One after the other, until there are none.</summary>
    Once,
}
