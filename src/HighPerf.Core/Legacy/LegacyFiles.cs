using Microsoft.Win32.SafeHandles;

namespace HighPerf.Core.Legacy;

/// <summary>
/// The old system's files, below one root. Its rows hold paths of the old machines (<c>/app/uploads/x.mp4</c>, <c>uploads/x.mp4</c>):
/// leading parts are left out until what remains is a file below the root. Nothing outside it is ever read, whatever a path or a
/// symbolic link says.
/// </summary>
internal sealed class LegacyFiles
{
    private readonly string _root;

    public LegacyFiles(string root)
    {
        if (!Directory.Exists(root)) throw new LegacyException($"{root} is not a directory: name the root of the old system's files");
        _root = Resolve(Path.GetFullPath(root));
    }

    /// <summary>The file that an old URL means, or why there is none. Regular files only.</summary>
    public (LegacyFile? File, string? Problem) Find(string? url)
    {
        if (string.IsNullOrWhiteSpace(url)) return (null, "no path");
        var parts = WithoutHost(url.Trim()).Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").ToArray();
        if (parts.Contains("..", StringComparer.Ordinal) || url.Contains('\0', StringComparison.Ordinal))
        {
            return (null, $"the path {url} leads out of the directory");
        }

        for (var skipped = 0; skipped < parts.Length; skipped++)
        {
            var path = $"{_root}/{string.Join('/', parts[skipped..])}";
            if (!File.Exists(path)) continue;
            try
            {
                return Open(path) is { } file ? (file, null) : (null, $"the path {url} leads out of the directory by a symbolic link");
            }
            catch (UnauthorizedAccessException)
            {
                return (null, $"{url} may not be read");
            }
        }

        return (null, $"{url} is not there");
    }

    /// <summary>Where the file really is, is asked of the open handle: nobody can put another in its place afterwards.</summary>
    private LegacyFile? Open(string path)
    {
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var real = PathOf(handle);
        if (real.StartsWith(_root + "/", StringComparison.Ordinal)) return new LegacyFile(handle, real);
        handle.Dispose();
        return null;
    }

    private static string PathOf(SafeFileHandle handle) =>
        new FileInfo(FormattableString.Invariant($"/proc/self/fd/{handle.DangerousGetHandle()}")).LinkTarget
        ?? throw new IOException("/proc is not mounted: the place of an old file cannot be checked");

    /// <summary>The root itself may be a symbolic link, or lie behind some.</summary>
    private static string Resolve(string directory)
    {
        var at = "/";
        foreach (var part in directory.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(at, part);
            at = Directory.ResolveLinkTarget(next, returnFinalTarget: true) is { } target ? Resolve(target.FullName) : next;
        }

        return at.Length > 1 ? at : "";
    }

    private static string WithoutHost(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0) return url;
        var path = url.IndexOf('/', scheme + 3);
        return path < 0 ? "" : url[path..];
    }
}
