using HighPerf.Hosting.Secrets;

namespace HighPerf.Hosting.Configuration;

/// <summary>Reads settings from the environment, and those that are secrets from their layers. An empty value counts as absent.</summary>
public sealed class Settings
{
    /// <summary>Where systemd puts what <c>LoadCredential=</c> names (systemd.exec(5)), fixed for as long as the unit runs.</summary>
    private const string Credentials = "CREDENTIALS_DIRECTORY";

    private readonly Func<string, string?> _environment;
    private readonly SecretValues? _secrets;

    /// <summary>From the environment alone.</summary>
    public Settings(Func<string, string?> environment) => _environment = environment;

    private Settings(Func<string, string?> environment, SecretStore store, SecretValues secrets) => (_environment, Secrets, _secrets) = (environment, store, secrets);

    /// <summary>What reads the secrets again; null when all there is is the environment that was given.</summary>
    public SecretStore? Secrets { get; }

    /// <summary>From the environment, and secrets from the layers above it: AWS Secrets Manager, a directory, systemd's credentials.</summary>
    /// <param name="settings">All that the program reads.</param>
    /// <param name="cloud">The layer of a secret of AWS, by its id; null in a program that has no way there.</param>
    /// <exception cref="SecretException">A layer cannot be read.</exception>
    /// <exception cref="SettingException">There is a secret of AWS, and no way to it.</exception>
    public static async Task<Settings> ReadAsync(
        IReadOnlyList<Setting> settings, Func<string, string?> environment, Func<string, ISecretLayer>? cloud, TimeProvider time)
    {
        var layers = new SecretLayers([.. new Settings(environment).Layers(cloud)]);
        string[] names = [.. settings.Where(setting => setting.IsLayered).SelectMany(setting => setting.Names).Distinct(StringComparer.Ordinal)];
        var secrets = await layers.ReadAsync(names, CancellationToken.None);
        return new Settings(environment, new SecretStore(layers, names, secrets, time), secrets);
    }

    /// <summary>Has something done with the settings each time that the secrets have been read again; what it throws keeps those from before.</summary>
    public void Follow(Action<Settings> follower)
    {
        if (Secrets is { } store) store.Follow(secrets => follower(new Settings(_environment, store, secrets)));
    }

    /// <summary>Reads the secrets again now, where there is something to read.</summary>
    public Task RefreshAsync() => Secrets?.RefreshAsync() ?? Task.CompletedTask;

    /// <summary>The value; <see cref="SettingException"/> when it is invalid, or missing without a default.</summary>
    public T Get<T>(Setting<T> setting) =>
        Find(setting) is var (name, text, layer)
            ? Parse(setting, Place(name, layer), text)
            : setting.Default is { } byDefault
                ? Parse(setting, setting.Name, byDefault)
                : throw new SettingException($"{Names(setting)} is not set{Searched(setting)}: {setting.Meaning}");

    /// <summary>The value, converted; what the converter says in a <see cref="FormatException"/> is the setting's error.</summary>
    public TResult Get<T, TResult>(Setting<T> setting, Func<T, TResult> convert)
    {
        try
        {
            return convert(Get(setting));
        }
        catch (FormatException e)
        {
            throw new SettingException($"{(Find(setting) is var (name, _, layer) ? Place(name, layer) : setting.Name)} {e.Message}", e);
        }
    }

    /// <summary>The value, or null when it is not set; <see cref="SettingException"/> when it is invalid.</summary>
    public T? Optional<T>(Setting<T> setting) where T : struct => Find(setting) is var (name, text, layer) ? Parse(setting, Place(name, layer), text) : null;

    /// <summary>The same for what is no structure.</summary>
    public T? GetOrNull<T>(Setting<T> setting) where T : class => Find(setting) is var (name, text, layer) ? Parse(setting, Place(name, layer), text) : null;

    /// <summary>The value, or null when it is not set.</summary>
    public string? Find(Setting<string> setting) => Find((Setting)setting)?.Text;

    private IEnumerable<ISecretLayer> Layers(Func<string, ISecretLayer>? cloud)
    {
        var directory = Find(CommonSettings.SecretsDirectory);
        if (Find(CommonSettings.AwsSecret) is { } secret)
        {
            if (cloud is not null) yield return cloud(secret);
            else if (directory is null)
            {
                throw new SettingException(
                    $"{CommonSettings.AwsSecret.Name} needs {CommonSettings.SecretsDirectory.Name} in this program, and hpctl secrets fetch, which fills the directory");
            }
        }

        if (directory is not null) yield return new DirectoryLayer(Path.GetFullPath(directory));
        if (_environment(Credentials) is { Length: > 0 } credentials) yield return new DirectoryLayer(credentials);
        yield return new EnvironmentLayer(_environment);
    }

    private (string Name, string Text, string? Layer)? Find(Setting setting)
    {
        if (setting.IsLayered && _secrets is not null) return _secrets.Find(setting.Names) is { } secret ? (secret.Name, secret.Text, secret.Layer) : null;
        foreach (var name in setting.Names)
        {
            if (_environment(name) is { Length: > 0 } text) return (name, text, null);
        }

        return null;
    }

    private static T Parse<T>(Setting<T> setting, string place, string text)
    {
        try
        {
            return setting.Parse(text);
        }
        catch (FormatException e)
        {
            throw new SettingException($"{place} {e.Message}{(setting.IsSecret ? "" : $", not '{text}'")}", e);
        }
    }

    private static string Place(string name, string? layer) => layer is null ? name : $"{name} ({layer})";

    private static string Names(Setting setting) => string.Join(" (or ", setting.Names) + (setting.Aliases.Count > 0 ? ")" : "");

    /// <summary>The layers, where there is more to look for a secret in than the environment.</summary>
    private string Searched(Setting setting) =>
        setting.IsLayered && _secrets?.Layers.ToList() is { Count: > 1 } layers ? $" in {string.Join(", ", layers)}" : "";
}
