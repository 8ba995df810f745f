namespace HighPerf.Hosting.Configuration;

/// <summary>A setting with its parser, which throws <see cref="FormatException"/> with a text that follows the setting's name.</summary>
public sealed record Setting<T>(
    string Name, string Kind, string? Default, string Meaning, Func<string, T> Parse, bool IsSecret = false, IReadOnlyList<string>? Aliases = null)
    : Setting(Name, Kind, Default, Meaning, IsSecret, Aliases ?? []);
