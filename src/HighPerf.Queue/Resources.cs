using System.Reflection;

namespace HighPerf.Queue;

/// <summary>Embedded SQL and Lua.</summary>
internal static class Resources
{
    public static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
