using System.CommandLine;

namespace HighPerf.Ctl;

internal static class CommonOptions
{
    /// <summary>For scripts: JSON instead of a table.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON, for scripts." };
}
