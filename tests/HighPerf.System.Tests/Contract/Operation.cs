using System.Globalization;
using System.Text.Json;

namespace HighPerf.System.Tests.Contract;

/// <summary>An endpoint: method, path, and, where the OpenAPI document describes it, what the document says.</summary>
internal sealed class Operation
{
    private readonly string[] template;

    /// <param name="name">Method and path.</param>
    /// <param name="described">The operation object of the document, if there is one.</param>
    public Operation(string name, JsonElement? described)
    {
        Name = name;
        Described = described;
        (Method, var path) = name.Split(' ', 2) is [var method, var rest] ? (method, rest) : throw new ArgumentException(name, nameof(name));
        template = Segments(path);
    }

    public string Name { get; }

    public string Method { get; }

    public JsonElement? Described { get; }

    /// <summary>How many segments of the path are not variable: the more, the closer the match.</summary>
    public int Literals => template.Count(segment => !segment.StartsWith('{'));

    /// <summary>What the document says of this status, or null.</summary>
    public JsonElement? Answer(int status) =>
        Described is { } described && described.GetProperty("responses").TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var answer)
            ? answer
            : null;

    /// <summary>Whether a path, as it is in the request line, is this one's; a trailing slash is well.</summary>
    public bool Matches(string path)
    {
        var segments = Segments(path);
        return segments.Length == template.Length && segments.Zip(template).All(pair =>
            pair.Second.StartsWith('{') ? pair.First.Length > 0 : string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase));
    }

    private static string[] Segments(string path) => path.Trim('/').Split('/');
}
