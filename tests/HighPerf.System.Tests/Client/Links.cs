using System.Text.RegularExpressions;

namespace HighPerf.System.Tests.Client;

/// <summary>Reads the <c>Link</c> header of a list (RFC 8288).</summary>
internal static partial class Links
{
    /// <summary>The target of <c>rel="next"</c>, or null on the last page.</summary>
    public static string? Next(ApiResponse response)
    {
        if (response.Header("Link") is not { } header)
            return null;
        var match = NextLink().Match(header);
        Assert.True(match.Success, "The Link header has no rel=\"next\". " + response);
        return match.Groups["target"].Value;
    }

    [GeneratedRegex("<(?<target>[^>]+)>\\s*;\\s*rel=\"next\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex NextLink();
}
