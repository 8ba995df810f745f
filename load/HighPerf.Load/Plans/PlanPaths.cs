namespace HighPerf.Load.Plans;

/// <summary>Where the files are that a plan names: beside it; and one that the command line names (<c>--set clip=clip.mp4</c>) where that was typed.</summary>
/// <param name="settings">What the command line says of the plan's variables.</param>
internal sealed class PlanPaths(string plan, IReadOnlyDictionary<string, string> settings)
{
    private readonly string _directory = Path.GetDirectoryName(Path.GetFullPath(plan))!;

    /// <exception cref="PlanException">It cannot be the name of a file.</exception>
    public string Find(string path, string where)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal)) throw new PlanException($"{where}: '{path}' is no name of a file");
        return settings.Values.Contains(path, StringComparer.Ordinal) ? Path.GetFullPath(path) : Path.Combine(_directory, path);
    }
}
