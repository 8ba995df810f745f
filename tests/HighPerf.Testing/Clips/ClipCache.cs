using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace HighPerf.Testing.Clips;

/// <summary>
/// Keeps made clips under <c>artifacts/clips</c> of the repository, named by a hash of the recipe, so that a clip is made
/// once per machine and again when its recipe changes. Concurrent test processes may both make one: each writes a name of
/// its own and renames, so a reader never sees half a clip.
/// </summary>
public static class ClipCache
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Made = new(StringComparer.Ordinal);

    public static string Directory { get; } = Path.Combine(Repository.Root, "artifacts", "clips");

    /// <param name="name">What the file is called, before the hash.</param>
    /// <param name="recipe">The text that decides the content; a change makes a new clip.</param>
    /// <param name="make">Writes the clip at the path it is given.</param>
    /// <param name="extension">By it the command line chooses the container.</param>
    public static Task<string> GetAsync(string name, string recipe, Func<string, Task> make, string extension = "mp4")
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..12];
        var path = Path.Combine(Directory, $"{name}-{hash}.{extension}");
        return Made.GetOrAdd(path, p => new Lazy<Task<string>>(() => MakeAsync(p, make))).Value;
    }

    private static async Task<string> MakeAsync(string path, Func<string, Task> make)
    {
        if (File.Exists(path)) return path;
        System.IO.Directory.CreateDirectory(Directory);
        var temporary = Path.Combine(Directory, $"{Guid.CreateVersion7():N}.making{Path.GetExtension(path)}");
        try
        {
            await make(temporary);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
        return path;
    }
}
