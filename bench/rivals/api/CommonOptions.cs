using System.CommandLine;

namespace HighPerf.ApiRace;

internal static class CommonOptions
{
    public static Option<string> Binaries { get; } = new("--binaries")
    {
        Description = "Where highperf-api and hpctl are, published.", DefaultValueFactory = _ => Path.GetFullPath("artifacts/release"),
    };

    public static Option<string> Bare { get; } = new("--bare")
    {
        Description = "The published bench/HighPerf.BareApi.", DefaultValueFactory = _ => Path.GetFullPath("artifacts/bench/highperf-bare-api"),
    };

    /// <summary>From where we are, as its programs are started elsewhere.</summary>
    public static string FullPath(ParseResult parsed, Option<string> option) => Path.GetFullPath(parsed.GetRequiredValue(option));
}
