using System.Text;

namespace HighPerf.Hosting.Configuration;

/// <summary>The Markdown table of a program's settings, from their definitions.</summary>
public static class SettingsPage
{
    public static string Write(IEnumerable<Setting> settings)
    {
        var page = new StringBuilder("| variable | kind | default | meaning |\n|---|---|---|---|\n");
        foreach (var setting in settings)
        {
            var names = string.Join(", ", setting.Names.Select(name => $"`{name}`"));
            page.Append("| ").Append(names).Append(" | ").Append(setting.Kind.Replace("|", "\\|", StringComparison.Ordinal)).Append(" | ")
                .Append(setting.Default is { } value ? $"`{value}`" : "–").Append(" | ").Append(setting.Meaning).Append(" |\n");
        }

        return page.ToString();
    }
}
