using System.Text.Json;

namespace HighPerf.Sizes;

/// <summary>From which package or project an assembly comes, as NuGet's <c>project.assets.json</c> has it.</summary>
internal sealed class PackageNames
{
    private readonly Dictionary<string, string> _packages = new(StringComparer.OrdinalIgnoreCase);

    public static PackageNames Read(string path)
    {
        using JsonDocument assets = JsonDocument.Parse(File.ReadAllBytes(path));
        var names = new PackageNames();
        foreach (JsonProperty target in assets.RootElement.GetProperty("targets").EnumerateObject())
        {
            foreach (JsonProperty library in target.Value.EnumerateObject())
                names.Add(library);
        }

        return names;
    }

    /// <summary>"Npgsql 10.0.3", "this repository", or ".NET" for what is in no package.</summary>
    public string Of(string assembly) => _packages.TryGetValue(assembly, out string? package) ? package
        : assembly.StartsWith("HighPerf.", StringComparison.Ordinal) || assembly.StartsWith("highperf-", StringComparison.Ordinal)
            || string.Equals(assembly, "hpctl", StringComparison.Ordinal) ? "this repository"
        : assembly.StartsWith('(') ? "" : ".NET";

    private void Add(JsonProperty library)
    {
        bool isProject = string.Equals(library.Value.GetProperty("type").GetString(), "project", StringComparison.Ordinal);
        string package = isProject ? "this repository" : library.Name.Replace('/', ' ');
        if (!library.Value.TryGetProperty("runtime", out JsonElement files))
            return;
        foreach (JsonProperty file in files.EnumerateObject())
            _packages[Path.GetFileNameWithoutExtension(file.Name)] = package;
    }
}
