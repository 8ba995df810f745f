using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace HighPerf.Media.Native;

/// <summary>
/// Where av_log goes: to one writer per process (libav knows one callback per process), warnings and worse only, and no
/// more than <see cref="MaxLines"/> lines, because a hostile clip can make libav complain for every byte.
/// </summary>
internal static unsafe class LibavLog
{
    public const int MaxLines = 40;
    private const int MaxLineBytes = 512;

    private static Action<int, string>? _writer;
    private static int _lines;

    /// <param name="writer">Gets the level (AV_LOG_…) and the text, on whatever thread libav logs from.</param>
    public static void Install(Action<int, string> writer)
    {
        _writer = writer;
        _lines = 0;
        Libav.av_log_set_level(AVConst.AV_LOG_WARNING);
        Libav.av_log_set_callback(&OnLine);
    }

    // The fourth parameter is a va_list. On x86-64 it is an array, on AArch64 a struct of 32 bytes: both ABIs pass a pointer.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLine(nint context, int level, nint format, nint arguments)
    {
        if (level > AVConst.AV_LOG_WARNING || Volatile.Read(ref _lines) >= MaxLines) return;
        var line = stackalloc byte[MaxLineBytes];
        var prefix = 1;
        var length = Libav.av_log_format_line2(context, level, format, arguments, line, MaxLineBytes, &prefix);
        if (length <= 0 || Interlocked.Increment(ref _lines) > MaxLines) return;
        var text = Encoding.UTF8.GetString(line, Math.Min(length, MaxLineBytes - 1)).TrimEnd();
        try
        {
            _writer?.Invoke(level, text);
        }
        catch (Exception)
        {
            // An exception must not unwind through libav's C frames; a lost log line is the lesser harm.
        }
    }
}
