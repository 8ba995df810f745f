using Microsoft.AspNetCore.WebUtilities;

namespace HighPerf.Api.Errors;

/// <summary>What a status is called: as IANA registers it, or, of 460, as tus does.</summary>
internal static class ProblemTitle
{
    public const int ChecksumMismatch = 460;

    public static string Of(int status) => status == ChecksumMismatch ? "Checksum Mismatch" : ReasonPhrases.GetReasonPhrase(status);
}
