namespace HighPerf.Load.Http;

/// <summary>How far an answer has come.</summary>
internal enum Progress
{
    More,
    Complete,

    /// <summary>Not HTTP/1.1 (RFC 9112), or longer than it says.</summary>
    Malformed,
}
