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

    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "A setting of the API, NAME=VALUE; may be repeated. Also of the runtime: DOTNET_gcServer=0.", DefaultValueFactory = _ => [],
    };

    public static Option<string> PostgresCpus { get; } = new("--postgres-cpus")
    {
        Description = "Processors of PostgreSQL, such as 0 or 0,1.", DefaultValueFactory = _ => Servers.Cores.Server,
    };

    /// <summary>The API's settings of a race, and what <c>--set</c> says on top.</summary>
    public static Dictionary<string, string> Settings(ParseResult parsed, params ReadOnlySpan<(string Name, string Value)> own)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in own) settings[name] = value;
        foreach (var text in parsed.GetRequiredValue(Set))
        {
            var (name, value) = text.Split('=', 2) is [var left, var right] ? (left, right) : throw new InvalidOperationException($"--set needs NAME=VALUE, not '{text}'");
            settings[name] = value;
        }

        return settings;
    }

    /// <summary>The directory of the published programs, from the root of files.</summary>
    public static string ExistingBinaries(ParseResult parsed)
    {
        var directory = Path.GetFullPath(parsed.GetRequiredValue(Binaries));
        foreach (var program in new[] { "highperf-api", "hpctl" })
        {
            if (!File.Exists(Path.Combine(directory, program))) throw new InvalidOperationException($"there is no {program} in {directory}: build it with ./dev publish, or name another directory with --binaries");
        }

        return directory;
    }

    /// <summary>The bare server, from the root of files.</summary>
    public static string ExistingBare(ParseResult parsed)
    {
        var program = Path.GetFullPath(parsed.GetRequiredValue(Bare));
        return File.Exists(program)
            ? program
            : throw new InvalidOperationException($"there is no {program}: build it with dotnet publish bench/HighPerf.BareApi -c Release -r linux-x64 -o artifacts/bench, or name another with --bare");
    }
}
