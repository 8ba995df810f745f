using System.Text.RegularExpressions;

namespace HighPerf.Load.Plans;

/// <summary>Fills <c>${NAME}</c> and <c>${NAME:default}</c> of a plan's text, so that one plan serves many rates and sizes.</summary>
internal static partial class Variables
{
    /// <exception cref="PlanException">A variable has neither a value nor a default, or a value no variable.</exception>
    public static string Fill(string text, string path, IReadOnlyDictionary<string, string> settings)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        var filled = Variable().Replace(text, found =>
        {
            var name = found.Groups["name"].Value;
            used.Add(name);
            if (settings.TryGetValue(name, out var value)) return value;
            return found.Groups["default"] is { Success: true } given ? given.Value : throw new PlanException($"{path}: ${{{name}}} has no value: give it one with --set {name}=…");
        });
        if (settings.Keys.FirstOrDefault(name => !used.Contains(name)) is { } unknown) throw new PlanException($"{path}: there is no ${{{unknown}}} to be set");
        return filled;
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)(:(?<default>[^}]*))?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Variable();
}
