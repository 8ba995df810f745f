using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace HighPerf.Architecture.Tests;

/// <summary>A project of the repository: what its file references, and what its built assembly does.</summary>
internal sealed class Project
{
    private readonly string directory;
    private readonly XDocument document;

    private Project(string path)
    {
        directory = Path.GetDirectoryName(Repository.PathOf(path))!;
        document = XDocument.Load(Repository.PathOf(path));
        Location = path;
        Name = Path.GetFileNameWithoutExtension(path);
    }

    public static IReadOnlyList<Project> All { get; } =
        [.. Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(file => new Project(file))];

    /// <summary>Those under <c>src/</c>.</summary>
    public static IReadOnlyList<Project> Product { get; } =
        [.. All.Where(project => project.Location.StartsWith("src/", StringComparison.Ordinal))];

    public string Name { get; }

    public string Location { get; }

    /// <summary>The names of the projects it references.</summary>
    public IReadOnlyList<string> References =>
        [.. Includes("ProjectReference").Select(include => Path.GetFileNameWithoutExtension(include.Replace('\\', '/')))];

    /// <summary>The paths of the projects it references, relative to the root.</summary>
    public IReadOnlyList<string> ReferencePaths =>
        [.. Includes("ProjectReference")
            .Select(include => Path.GetRelativePath(Repository.Root, Path.GetFullPath(include.Replace('\\', '/'), directory)))];

    public IReadOnlyList<string> Packages => [.. Includes("PackageReference")];

    public string AssemblyName => document.Descendants("AssemblyName").FirstOrDefault()?.Value ?? Name;

    /// <summary>The newest build of its assembly, or null when there is none on this machine.</summary>
    public string? Assembly
    {
        get
        {
            var output = Path.Combine(directory, "bin");
            return !Directory.Exists(output)
                ? null
                : Directory.EnumerateFiles(output, AssemblyName + ".dll", SearchOption.AllDirectories)
                    .OrderByDescending(File.GetLastWriteTimeUtc)
                    .FirstOrDefault();
        }
    }

    /// <summary>The names of the assemblies that a built assembly needs, by its metadata.</summary>
    public static IReadOnlyList<string> ReferencesOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }

    /// <summary>The names of the native libraries that a built assembly imports from.</summary>
    public static IReadOnlyList<string> NativeLibrariesOf(string assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly));
        var metadata = file.GetMetadataReader();
        return [.. Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.ModuleRef))
            .Select(row => metadata.GetModuleReference(MetadataTokens.ModuleReferenceHandle(row)))
            .Select(module => metadata.GetString(module.Name))];
    }

    public override string ToString() => Name;

    private IEnumerable<string> Includes(string element) => document.Descendants(element).Select(item => item.Attribute("Include")!.Value);
}
