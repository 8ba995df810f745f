using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace HighPerf.Sizes;

/// <summary>
/// Reads the statistics that ILCompiler writes with <c>IlcGenerateMstatFile</c>, format 2.x: a .NET assembly whose global
/// methods are lists of constants, one list per kind of content (ILCompiler's MstatObjectDumper).
/// A generic instance counts for the assembly that defines the generic.
/// </summary>
internal static class MstatFile
{
    /// <summary>What belongs to no single assembly: reflection metadata, dispatch tables, generic dictionaries.</summary>
    public const string Shared = "(metadata and runtime tables)";

    // Format 2.x lists the first three once more, as a total among the blobs. The last is the packed form in which types
    // and constants, counted unpacked by assembly, lie in the file.
    private static readonly HashSet<string> ListedByAssembly =
        new(["FieldRvaData", "ArrayOfFrozenObjects", "ResourceData", "DehydratedData"], StringComparer.Ordinal);

    /// <returns>Bytes in the binary by assembly name.</returns>
    public static IReadOnlyDictionary<string, long> Read(string path)
    {
        using var pe = new PEReader(File.OpenRead(path));
        MetadataReader metadata = pe.GetMetadataReader();
        Version version = metadata.GetAssemblyDefinition().Version;
        if (version.Major != 2)
            throw new InvalidDataException($"{path} has format {version}, and only 2.x is understood.");

        var owners = new OwningAssembly(metadata);
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (metadata.StringComparer.Equals(method.Name, "DeduplicatedMethods"))
                continue; // bodies that were folded into an equal one: no bytes of their own
            var constants = new ConstantReader(pe.GetMethodBody(method.RelativeVirtualAddress).GetILReader());
            AddSection(metadata.GetString(method.Name), constants, metadata, owners, sizes);
        }

        return sizes;
    }

    private static void AddSection(
        string section, ConstantReader constants, MetadataReader metadata, OwningAssembly owners, Dictionary<string, long> sizes)
    {
        while (constants.HasMore)
        {
            switch (section)
            {
                case "Methods": // method, code, GC information, exception tables, name
                    string owner = owners.Of(constants.Next());
                    Add(owner, constants.Next() + constants.Next() + constants.Next());
                    constants.Next();
                    break;
                case "Types" or "RvaFields": // type or field, size, name
                    Add(owners.Of(constants.Next()), constants.Next());
                    constants.Next();
                    break;
                case "FrozenObjects": // type, size, name, the type whose static initializer made it
                    string type = owners.Of(constants.Next());
                    int size = constants.Next();
                    constants.Next();
                    int initializer = constants.Next();
                    Add(initializer == 0 ? type : owners.Of(initializer), size);
                    break;
                case "ManifestResources": // assembly, name, size
                    string assembly = owners.Of(constants.Next());
                    constants.Next();
                    Add(assembly, constants.Next());
                    break;
                case "Blobs": // kind, size
                    string kind = metadata.GetUserString((UserStringHandle)MetadataTokens.Handle(constants.Next()));
                    int bytes = constants.Next();
                    if (!ListedByAssembly.Contains(kind))
                        Add(Shared, bytes);
                    break;
                default:
                    throw new InvalidDataException($"Unknown section {section}.");
            }
        }

        void Add(string key, long bytes) => sizes[key] = sizes.GetValueOrDefault(key) + bytes;
    }
}
