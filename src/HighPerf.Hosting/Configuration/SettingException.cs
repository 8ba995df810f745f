namespace HighPerf.Hosting.Configuration;

/// <summary>A missing or invalid setting. Its message is one line that names the setting and never repeats a secret.</summary>
public sealed class SettingException : Exception
{
    public SettingException() { }

    public SettingException(string message) : base(message) { }

    public SettingException(string message, Exception innerException) : base(message, innerException) { }
}
