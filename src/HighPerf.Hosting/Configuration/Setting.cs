using System.Globalization;

namespace HighPerf.Hosting.Configuration;

/// <summary>
/// The definition of one environment variable: name, kind, default and meaning in one place, from which a program reads its value, and
/// <c>--settings</c> prints its page. Old names are accepted as aliases.
/// </summary>
public abstract record Setting(
    string Name, string Kind, string? Default, string Meaning, bool IsSecret, IReadOnlyList<string> Aliases)
{
    private static readonly string[] s_instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Whether it is looked for in the layers of secrets (<see cref="Secrets.SecretLayers"/>), of which the environment is the last.</summary>
    public bool IsLayered { get; init; }

    /// <summary>Its own name, and the old ones.</summary>
    public IReadOnlyList<string> Names => [Name, .. Aliases];

    public static Setting<string> Text(string name, string? defaultValue, string meaning) =>
        new(name, "text", defaultValue, meaning, value => value);

    /// <summary>At least <paramref name="minBytes"/> bytes of UTF-8; has no default and is never printed.</summary>
    public static Setting<byte[]> Secret(string name, int minBytes, string meaning, params IReadOnlyList<string> aliases) =>
        Secret(name, $"secret, ≥ {minBytes} bytes", meaning, value =>
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(value);
            return bytes.Length >= minBytes ? bytes : throw new FormatException($"needs at least {minBytes} bytes, has {bytes.Length}");
        }, aliases);

    /// <summary>A secret with a parser of its own; has no default and is never printed.</summary>
    public static Setting<T> Secret<T>(string name, string kind, string meaning, Func<string, T> parse, params IReadOnlyList<string> aliases) =>
        new Setting<T>(name, kind, null, meaning, parse, IsSecret: true, aliases) with { IsLayered = true };

    /// <summary>An absolute URL with one of the <paramref name="schemes"/>; may hold a password, so its value is never printed.</summary>
    public static Setting<Uri> Url(string name, string? defaultValue, string meaning, params IReadOnlyList<string> schemes) =>
        new(name, $"URL, {string.Join(" or ", schemes)}", defaultValue, meaning, value =>
            Uri.TryCreate(value, UriKind.Absolute, out var url) && schemes.Contains(url.Scheme, StringComparer.Ordinal)
                ? url
                : throw new FormatException($"needs a URL like {schemes[0]}://host"), IsSecret: true);

    /// <summary>A URL that holds a password: it is looked for in the layers of secrets.</summary>
    public static Setting<Uri> SecretUrl(string name, string? defaultValue, string meaning, params IReadOnlyList<string> schemes) =>
        Url(name, defaultValue, meaning, schemes) with { IsLayered = true };

    public static Setting<int> Count(string name, int defaultValue, int min, int max, string meaning) =>
        new(name, $"{min}–{max}", defaultValue.ToString(CultureInfo.InvariantCulture), meaning, value =>
            int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? number
                : throw new FormatException($"needs a whole number from {min} to {max}"));

    /// <summary>A part of a whole: <c>0</c>, <c>0.25</c>, <c>1</c>.</summary>
    public static Setting<double> Share(string name, string defaultValue, string meaning) =>
        new(name, "0–1", defaultValue, meaning, value =>
            double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1
                ? share
                : throw new FormatException("needs a number from 0 to 1, like 0.25"));

    /// <summary>A size in bytes, with an optional unit: <c>100MiB</c>, <c>64KiB</c>, <c>2GiB</c>.</summary>
    public static Setting<long> Bytes(string name, string defaultValue, string min, string max, string meaning) =>
        new(name, $"size, {min}–{max}", defaultValue, meaning, value =>
            ByteSize.Parse(value) is var size && size >= ByteSize.Parse(min) && size <= ByteSize.Parse(max)
                ? size
                : throw new FormatException($"needs a size from {min} to {max}"));

    /// <summary>A time span with its unit: <c>500ms</c>, <c>15s</c>, <c>10m</c>, <c>1h</c>, within the bounds.</summary>
    public static Setting<TimeSpan> Duration(string name, string defaultValue, string min, string max, string meaning) =>
        new(name, $"time, {min}–{max}", defaultValue, meaning, value =>
        {
            var span = DurationText.Parse(value);
            return span >= DurationText.Parse(min) && span <= DurationText.Parse(max)
                ? span
                : throw new FormatException($"needs a time from {min} to {max}");
        });

    /// <summary>A moment with its offset from UTC (ISO 8601): <c>2026-12-01T00:00:00-05:00</c>. Without a default: read with <c>Optional</c>.</summary>
    public static Setting<DateTimeOffset> Instant(string name, string meaning) =>
        new(name, "time, ISO 8601 with offset", null, meaning, value =>
            DateTimeOffset.TryParseExact(value, s_instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant)
                ? instant.ToUniversalTime()
                : throw new FormatException("needs a time with its offset from UTC, like 2026-12-01T00:00:00-05:00 or 2026-12-01T05:00:00Z"));

    /// <summary>One of a few words, in whatever case; read as it is written here.</summary>
    public static Setting<string> Choice(string name, string defaultValue, string meaning, params IReadOnlyList<string> choices) =>
        new(name, string.Join(" | ", choices), defaultValue, meaning, value =>
            choices.FirstOrDefault(choice => choice.Equals(value, StringComparison.OrdinalIgnoreCase))
                ?? throw new FormatException($"needs one of {string.Join(", ", choices)}"));
}
