namespace HighPerf.Hosting.Configuration;

/// <summary>Reads settings from the environment. An empty value counts as absent.</summary>
public sealed class Settings(Func<string, string?> environment)
{
    public static Settings FromEnvironment() => new(Environment.GetEnvironmentVariable);

    /// <summary>The value; <see cref="SettingException"/> when it is invalid, or missing without a default.</summary>
    public T Get<T>(Setting<T> setting) =>
        Find(setting) is var (name, text)
            ? Parse(setting, name, text)
            : setting.Default is { } byDefault
                ? Parse(setting, setting.Name, byDefault)
                : throw new SettingException($"{Names(setting)} is not set: {setting.Meaning}");

    /// <summary>The value, converted; what the converter says in a <see cref="FormatException"/> is the setting's error.</summary>
    public TResult Get<T, TResult>(Setting<T> setting, Func<T, TResult> convert)
    {
        try
        {
            return convert(Get(setting));
        }
        catch (FormatException e)
        {
            throw new SettingException($"{setting.Name} {e.Message}", e);
        }
    }

    /// <summary>The value, or null when it is not set; <see cref="SettingException"/> when it is invalid.</summary>
    public T? Optional<T>(Setting<T> setting) where T : struct => Find(setting) is var (name, text) ? Parse(setting, name, text) : null;

    /// <summary>The value, or null when it is not set.</summary>
    public string? Find(Setting<string> setting) => Find((Setting)setting)?.Text;

    /// <summary>The value, or null when it is not set; <see cref="SettingException"/> when it is invalid.</summary>
    public Uri? Find(Setting<Uri> setting) => Find((Setting)setting) is var (name, text) ? Parse(setting, name, text) : null;

    private (string Name, string Text)? Find(Setting setting)
    {
        foreach (var name in setting.Aliases.Prepend(setting.Name))
        {
            if (environment(name) is { Length: > 0 } text) return (name, text);
        }

        return null;
    }

    private static T Parse<T>(Setting<T> setting, string name, string text)
    {
        try
        {
            return setting.Parse(text);
        }
        catch (FormatException e)
        {
            throw new SettingException($"{name} {e.Message}{(setting.IsSecret ? "" : $", not '{text}'")}", e);
        }
    }

    private static string Names(Setting setting) => string.Join(" (or ", setting.Aliases.Prepend(setting.Name)) + (setting.Aliases.Count > 0 ? ")" : "");
}
