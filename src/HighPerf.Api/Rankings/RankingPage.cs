namespace HighPerf.Api.Rankings;

/// <summary>A page of the ranking, ready to be sent.</summary>
/// <param name="ETag">Strong, made from the bytes: equal in every process that answers the same.</param>
/// <param name="HasMore">Whether the list goes on after it.</param>
internal sealed record RankingPage(byte[] Body, string ETag, bool HasMore);
