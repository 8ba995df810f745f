using System.Text.Json;

namespace HighPerf.Testing.Load;

/// <summary>How a run of hpload ended, and its result.json.</summary>
public sealed record LoadOutcome(int ExitCode, string Report, string Errors, JsonElement Result)
{
    /// <summary>The report's first line.</summary>
    public string Verdict => Report.Split('\n')[0];

    /// <summary>The machine left the generator its time.</summary>
    public bool IsQuiet => IsMet("steal") && IsMet("punctual");

    /// <summary>All gates are met, but for some that may be or not.</summary>
    public bool IsMetBut(params string[] gates) => Result.GetProperty("gates").EnumerateArray().All(one => gates.Contains(one.GetProperty("name").GetString(), StringComparer.Ordinal) || one.GetProperty("is_met").GetBoolean());

    public bool IsMet(string gate) => Result.GetProperty("gates").EnumerateArray().First(one => one.GetProperty("name").GetString() == gate).GetProperty("is_met").GetBoolean();

    public string Finding(string gate) => Result.GetProperty("gates").EnumerateArray().First(one => one.GetProperty("name").GetString() == gate).GetProperty("finding").GetString()!;

    public long Outcomes(string step, string outcome) =>
        Result.GetProperty("steps").EnumerateArray().First(one => one.GetProperty("name").GetString() == step).GetProperty("outcomes").GetProperty(outcome).GetInt64();
}
