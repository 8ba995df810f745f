namespace HighPerf.Load.Plans;

/// <summary>Names of scenarios and steps, as thresholds refer to them.</summary>
internal static class Names
{
    public static bool IsName(string? name) => name is { Length: > 0 } && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_');
}
