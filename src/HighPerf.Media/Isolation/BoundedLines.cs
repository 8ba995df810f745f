using System.Buffers;

namespace HighPerf.Media.Isolation;

/// <summary>
/// Reads lines from a process that a hostile clip may have taken over: a line is at most <see cref="MaxLineBytes"/> long,
/// what exceeds it is dropped, and the pipe is drained to its end whatever comes, so that the process never blocks on it.
/// </summary>
internal static class BoundedLines
{
    public const int MaxLineBytes = 16 * 1024;

    public static async Task ReadAsync(Stream stream, Action<ReadOnlySpan<byte>> onLine)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MaxLineBytes);
        try
        {
            var length = 0;
            var overlong = false;
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false);
                if (read == 0) return; // a line without an end was never finished
                length += read;
                var start = 0;
                int end;
                while ((end = buffer.AsSpan(start, length - start).IndexOf((byte)'\n')) >= 0)
                {
                    if (!overlong) onLine(buffer.AsSpan(start, end));
                    overlong = false;
                    start += end + 1;
                }
                buffer.AsSpan(start, length - start).CopyTo(buffer);
                length -= start;
                if (length < buffer.Length) continue;
                overlong = true;
                length = 0;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
