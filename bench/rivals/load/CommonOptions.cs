using System.CommandLine;

namespace HighPerf.LoadRace;

internal static class CommonOptions
{
    public static Option<string> Load { get; } = new("--hpload") { Description = "The published hpload.", DefaultValueFactory = _ => "artifacts/release/hpload" };

    public static Option<string> Bare { get; } = new("--bare") { Description = "The published bench/HighPerf.BareApi.", DefaultValueFactory = _ => "artifacts/bench/highperf-bare-api" };

    public static Option<string> Plans { get; } = new("--plans") { Description = "The directory of plaintext.json and delayed.json.", DefaultValueFactory = _ => "bench/rivals/load" };

    public static Option<int> Rounds { get; } = new("--rounds") { Description = "Turns of each generator; medians count.", DefaultValueFactory = _ => 5 };

    public static Rivals Rivals(ParseResult parsed) => new(
        Existing(parsed.GetRequiredValue(Load), "./dev publish", "--hpload"),
        Existing(parsed.GetRequiredValue(Bare), "dotnet publish bench/HighPerf.BareApi -c Release -o artifacts/bench", "--bare"),
        Path.GetFullPath(parsed.GetRequiredValue(Plans)));

    public static string Existing(string file, string how, string option) => File.Exists(file)
        ? Path.GetFullPath(file)
        : throw new InvalidOperationException($"there is no {file}: make it with {how}, or name another with {option}");
}
