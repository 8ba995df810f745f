using System.Text.Json;
using System.Text.RegularExpressions;

namespace HighPerf.System.Tests.Json;

/// <summary>
/// What a JSON value must look like: the exact set of property names, types, which of them may be null, and the formats of
/// strings. <see cref="Check"/> lists every difference at once, and the value.
/// </summary>
public sealed partial class JsonShape
{
    private readonly string expectation;
    private readonly Action<string, JsonElement, List<string>> compare;
    private readonly bool mayBeAbsent;

    private JsonShape(string expectation, Action<string, JsonElement, List<string>> compare, bool mayBeAbsent = false)
    {
        this.expectation = expectation;
        this.compare = compare;
        this.mayBeAbsent = mayBeAbsent;
    }

    /// <summary>A string that is not empty.</summary>
    public static JsonShape Text { get; } = Value("a string that is not empty", value => TextOf(value) is { Length: > 0 });

    /// <summary>A text for people: not empty, and no English in it.</summary>
    public static JsonShape Spanish { get; } =
        Value("a Spanish text", value => TextOf(value) is { Length: > 0 } text && !EnglishWord().IsMatch(text));

    public static JsonShape UuidV7 { get; } = Value("a UUID of version 7",
        value => TextOf(value) is { } text && UuidV7Pattern().IsMatch(text));

    /// <summary>RFC 3339, in UTC.</summary>
    public static JsonShape Timestamp { get; } = Value("an RFC 3339 timestamp in UTC",
        value => TextOf(value) is { } text && TimestampPattern().IsMatch(text) && value.TryGetDateTimeOffset(out _));

    public static JsonShape Count { get; } = Value("a whole number, 0 or more", value =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0);

    public static JsonShape Percent { get; } = Value("a number from 0 to 100", value =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 100);

    public static JsonShape Boolean { get; } = Value("true or false", value => value.ValueKind is JsonValueKind.True or JsonValueKind.False);

    public static JsonShape Exactly(string? expected) =>
        expected is null
            ? Value("null", value => value.ValueKind == JsonValueKind.Null)
            : Value($"\"{expected}\"", value => TextOf(value) == expected);

    public static JsonShape Exactly(long expected) => Value(
        FormattableString.Invariant($"{expected}"),
        value => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number == expected);

    public static JsonShape Exactly(bool expected) => Value(expected ? "true" : "false",
        value => value.ValueKind == (expected ? JsonValueKind.True : JsonValueKind.False));

    /// <summary>An absolute URL that begins with <paramref name="prefix"/>.</summary>
    public static JsonShape Url(string prefix) => Value($"an absolute URL that begins with {prefix}", value =>
        TextOf(value) is { } text && text.StartsWith(prefix, StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out _));

    /// <summary>An absolute URL with this end.</summary>
    public static JsonShape Ends(string end) => Value($"an absolute URL that ends with {end}", value =>
        TextOf(value) is { } text && text.EndsWith(end, StringComparison.Ordinal) && Uri.TryCreate(text, UriKind.Absolute, out _));

    public static JsonShape OrNull(JsonShape shape) => new(shape.expectation + " or null", (path, value, differences) =>
    {
        if (value.ValueKind != JsonValueKind.Null)
            shape.compare(path, value, differences);
    });

    /// <summary>A property that may be left out; null is not leaving out.</summary>
    public static JsonShape OrAbsent(JsonShape shape) => new(shape.expectation, shape.compare, mayBeAbsent: true);

    public static JsonShape ArrayOf(JsonShape item, int? count = null) => new("an array", (path, value, differences) =>
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            differences.Add($"{path}: expected an array, found {value.ValueKind}");
            return;
        }

        if (count is not null && value.GetArrayLength() != count)
            differences.Add(FormattableString.Invariant($"{path}: expected {count} items, found {value.GetArrayLength()}"));
        var index = 0;
        foreach (var element in value.EnumerateArray())
            item.compare(FormattableString.Invariant($"{path}[{index++}]"), element, differences);
    });

    /// <summary>An object of any names, each with such a value.</summary>
    public static JsonShape MapOf(JsonShape item, params string[] required) => new("an object", (path, value, differences) =>
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            differences.Add($"{path}: expected an object, found {value.ValueKind}");
            return;
        }

        foreach (var property in value.EnumerateObject())
            item.compare($"{path}.{property.Name}", property.Value, differences);
        foreach (var name in required.Where(name => !value.TryGetProperty(name, out _)))
            differences.Add($"{path}.{name}: missing");
    });

    /// <summary>An object of exactly these properties.</summary>
    public static JsonShape Record(params (string Name, JsonShape Shape)[] properties) => new("an object", (path, value, differences) =>
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            differences.Add($"{path}: expected an object, found {value.ValueKind}");
            return;
        }

        foreach (var (name, shape) in properties)
        {
            if (value.TryGetProperty(name, out var property))
                shape.compare($"{path}.{name}", property, differences);
            else if (!shape.mayBeAbsent)
                differences.Add($"{path}.{name}: missing; expected {shape.expectation}");
        }

        foreach (var property in value.EnumerateObject().Where(property => properties.All(known => known.Name != property.Name)))
            differences.Add($"{path}.{property.Name}: not in the contract; found {property.Value.GetRawText()}");
    });

    /// <summary>Fails with every difference and the whole value.</summary>
    public void Check(JsonElement actual)
    {
        var differences = new List<string>();
        compare("$", actual, differences);
        Assert.True(differences.Count == 0, $"The JSON differs from the contract:\n  {string.Join("\n  ", differences)}\nin {actual.GetRawText()}");
    }

    private static JsonShape Value(string expectation, Func<JsonElement, bool> accepts) => new(expectation, (path, value, differences) =>
    {
        if (!accepts(value))
            differences.Add($"{path}: expected {expectation}, found {value.GetRawText()}");
    });

    private static string? TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [GeneratedRegex("^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex UuidV7Pattern();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|\+00:00)$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex TimestampPattern();

    [GeneratedRegex(@"\b(the|is|are|not|must|be|invalid|missing|required|found|failed|could|with|your|too|was|and|of)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex EnglishWord();
}
