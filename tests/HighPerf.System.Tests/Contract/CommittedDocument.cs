using System.Text.Json;
using HighPerf.Testing;

namespace HighPerf.System.Tests.Contract;

/// <summary>The OpenAPI document of the repository, and the endpoints that it describes or <see cref="ContractRows"/> adds.</summary>
internal static class CommittedDocument
{
    public const string Location = "src/HighPerf.Api/OpenApi/openapi.v1.json";

    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, Location));

    public static JsonElement Root { get; } = Parse();

    public static IReadOnlyList<Operation> Documented { get; } =
        [.. Root.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject()
                .Where(operation => Methods.Contains(operation.Name, StringComparer.Ordinal))
                .Select(operation => new Operation($"{operation.Name.ToUpperInvariant()} {path.Name}", operation.Value)))];

    public static IReadOnlyList<Operation> All { get; } =
        [.. Documented, .. ContractRows.All.Select(row => row.Operation).Distinct(StringComparer.Ordinal)
            .Where(name => !name.StartsWith('*') && Documented.All(operation => operation.Name != name))
            .Select(name => new Operation(name, described: null))];

    private static JsonElement Parse()
    {
        using var document = JsonDocument.Parse(Text);
        return document.RootElement.Clone();
    }
}
