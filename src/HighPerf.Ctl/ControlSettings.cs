using HighPerf.Aws;
using HighPerf.Hosting.Configuration;

namespace HighPerf.Ctl;

/// <summary>The settings, with secrets from where the services have them.</summary>
internal static class ControlSettings
{
    /// <exception cref="Hosting.Secrets.SecretException">A layer of secrets cannot be read.</exception>
    public static Settings Read() => Settings
        .ReadAsync([CommonSettings.Database, CommonSettings.Redis], Environment.GetEnvironmentVariable, id => new SecretsManagerLayer(id), TimeProvider.System)
        .GetAwaiter().GetResult(); // nothing else is to be done meanwhile
}
