namespace HighPerf.Load.Feeds;

/// <summary>Where a value is written to, and so how it is escaped.</summary>
internal enum ValuePlace
{
    /// <summary>A header or a form's field, as it is.</summary>
    Plain,

    /// <summary>A target of a request, percent-encoded (RFC 3986).</summary>
    Url,

    /// <summary>Inside a text of JSON (RFC 8259).</summary>
    Json,
}
