using System.Text;

namespace HighPerf.Queue.Ledgers;

/// <summary>
/// Makes a reason that a ledger can store out of whatever an exception says: a NUL or half a surrogate pair has no place in a PostgreSQL
/// text, and must not turn a failure into an end that cannot be written.
/// </summary>
internal static class JobReason
{
    private const int MaxLength = 2_000;

    public static string Clean(string reason)
    {
        var text = (reason.Length <= MaxLength ? reason : reason[..MaxLength]).Replace('\0', '\uFFFD');
        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)); // replaces what is no Unicode
    }
}
