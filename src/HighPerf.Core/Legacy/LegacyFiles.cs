using HighPerf.Core.Bulk;
using Microsoft.Win32.SafeHandles;

namespace HighPerf.Core.Legacy;

/// <summary>
/// The old system's files, below one root. Its rows hold paths of the old machines (<c>/app/uploads/x.mp4</c>, <c>uploads/x.mp4</c>):
/// one prefix, where a path has it, stands for the root. Nothing outside the root is ever read, whatever a path or a symbolic link says.
/// </summary>
internal sealed class LegacyFiles
{
    private readonly string _root;
    private readonly string[] _prefix = [];

    /// <summary>Without a prefix: paths are what they are below the root. <see cref="LegacyException"/> when there is no such directory.</summary>
    public LegacyFiles(string root)
    {
        if (!Directory.Exists(root)) throw new LegacyException($"{root} is not a directory: name the root of the old system's files");
        _root = Resolve(Path.GetFullPath(root));
    }

    private LegacyFiles(string root, string[] prefix)
    {
        _root = root;
        _prefix = prefix;
    }

    /// <summary>The same files, the prefix of whose paths stands for the root.</summary>
    public LegacyFiles WithPrefix(string prefix) =>
        new(_root, LegacyPath.Parts(prefix) ?? throw new LegacyException($"{prefix} is no prefix of paths: it leads upwards"));

    /// <summary>Whether there is a file at these names below the root, whoever may read it.</summary>
    public bool Has(ReadOnlySpan<string> parts) => File.Exists(Below(parts));

    /// <summary>The file that an old URL means, or why there is none. Regular files only.</summary>
    public (LegacyFile? File, string? Problem) Find(string? url)
    {
        if (string.IsNullOrWhiteSpace(url)) return (null, "no path");
        if (LegacyPath.Parts(url) is not { } parts) return (null, $"the path {url} leads out of the directory");
        var path = Below(parts.AsSpan().StartsWith(_prefix) ? parts.AsSpan(_prefix.Length) : parts);
        if (!File.Exists(path)) return (null, $"{url} is not there");
        if (FileType.IsRegular(path) is false) return (null, $"{url} is no regular file");
        try
        {
            return Open(path) is { } file ? (file, null) : (null, $"the path {url} leads out of the directory by a symbolic link");
        }
        catch (UnauthorizedAccessException)
        {
            return (null, $"{url} may not be read");
        }
        catch (IOException e)
        {
            return (null, $"{url} cannot be opened: {e.Message}");
        }
    }

    private string Below(ReadOnlySpan<string> parts) => $"{_root}/{string.Join('/', parts!)}";

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
        ?? throw new LegacyException("/proc is not mounted: the place of an old file cannot be checked");

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
}
