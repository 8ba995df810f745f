using HighPerf.Load.Plans;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Load.Http;

/// <summary>A file that is sent, open as long as the program runs.</summary>
internal sealed class PlanFileHandle
{
    private readonly SafeFileHandle _handle;

    /// <exception cref="PlanException">It cannot be read, or is empty.</exception>
    public PlanFileHandle(string path)
    {
        Path = path;
        try
        {
            _handle = File.OpenHandle(path);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PlanException($"{path}: {e.Message}");
        }

        if (Length == 0) throw new PlanException($"{path}: the file is empty");
    }

    public string Path { get; }

    public long Length { get; }

    public int Descriptor => (int)_handle.DangerousGetHandle();
}
