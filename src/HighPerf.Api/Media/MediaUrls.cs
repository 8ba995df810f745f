using System.Diagnostics.CodeAnalysis;
using HighPerf.Api.Configuration;
using HighPerf.Core.Storage;

namespace HighPerf.Api.Media;

/// <summary>Absolute URLs of files, from <c>PUBLIC_BASE_URL</c>.</summary>
internal sealed class MediaUrls(ApiOptions options, UrlSigner signer)
{
    private readonly string _base = options.Site;

    /// <summary>A clip or thumbnail.</summary>
    [return: NotNullIfNotNull(nameof(key))]
    public string? Processed(string? key) => key is null ? null : $"{_base}/media/processed/{key}";

    /// <summary>An original: signed and expiring, only ever given to its owner.</summary>
    public string Original(string key) => $"{_base}{OriginalPath(key)}?{signer.Sign(OriginalPath(key))}";

    public static string OriginalPath(string key) => $"/media/original/{key}";
}
