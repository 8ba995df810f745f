namespace HighPerf.Api.Lists;

/// <summary>An answer to a URL in one coding and one version of the standings. All that it needs is in one object: of so many answers most is not in the processor's caches.</summary>
/// <param name="Link"><c>Link</c> to the next page (RFC 8288), null at the end of the list.</param>
internal sealed record ReadyAnswer(long Version, byte[] Bytes, string ETag, string? Link, bool IsGzip);
