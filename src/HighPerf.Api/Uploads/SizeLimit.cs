using System.Globalization;
using HighPerf.Core.Errors;

namespace HighPerf.Api.Uploads;

/// <summary>Refusals of files beyond the limit, which name it: the player wants to know how small is small enough.</summary>
internal static class SizeLimit
{
    private const long MiB = 1024 * 1024;

    public static Error Naming(this Error error, long bytes)
    {
        var limit = bytes % MiB == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / MiB} MB") // as the players' rules call 1024² bytes
            : string.Create(CultureInfo.InvariantCulture, $"{bytes} bytes");
        return error with { Detail = $"{error.Detail.TrimEnd('.')} ({limit})." };
    }
}
