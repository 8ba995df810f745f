using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace HighPerf.System.Tests.Contract;

/// <summary>Compares the route table of the committed document, the rows of the contract and the tests; starts nothing.</summary>
public sealed class CoverageTests
{
    private static readonly IReadOnlyList<(MethodInfo Test, ProvesAttribute Claim)> Claims =
        [.. typeof(CoverageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .SelectMany(method => method.GetCustomAttributes<ProvesAttribute>().Select(claim => (method, claim)))];

    [Fact]
    public void Every_answer_of_the_document_is_a_row_and_every_row_is_in_the_document()
    {
        var documented = CommittedDocument.Documented.SelectMany(Answers).ToHashSet();
        var names = CommittedDocument.Documented.Select(operation => operation.Name).ToHashSet(StringComparer.Ordinal);
        var rows = ContractRows.All.Where(row => names.Contains(row.Operation) || row.Operation.Contains(" /api/", StringComparison.Ordinal))
            .Select(row => row.Key).ToHashSet();

        Assert.True(documented.SetEquals(rows), $"""
            Documented, but no row of {nameof(ContractRows)}:
              {string.Join("\n  ", documented.Except(rows))}
            A row of {nameof(ContractRows)}, but not documented in {CommittedDocument.Location}:
              {string.Join("\n  ", rows.Except(documented))}
            """);
    }

    [Fact]
    public void Every_row_is_proven_by_a_test()
    {
        var claimed = Claims.Select(claim => claim.Claim.Row).ToHashSet();
        var unproven = ContractRows.All.Where(row => !claimed.Contains(row.Key));
        Assert.True(!unproven.Any(), $"No test has [Proves(…)] for\n  {string.Join("\n  ", unproven)}");
    }

    [Fact]
    public void Every_claim_is_of_a_row_and_stands_on_a_test()
    {
        var rows = ContractRows.All.Select(row => row.Key).ToHashSet();
        var unknown = Claims.Where(claim => !rows.Contains(claim.Claim.Row)).Select(claim => $"{claim.Test.DeclaringType!.Name}.{claim.Test.Name}: {claim.Claim.Row}");
        Assert.Empty(unknown);

        // xunit itself reads the attribute, and only on what it runs.
        var idle = Claims.Where(claim => claim.Test.GetCustomAttribute<FactAttribute>() is null).Select(claim => claim.Test.Name);
        Assert.Empty(idle);
    }

    [Fact]
    public void No_row_is_there_twice() => Assert.Equal(ContractRows.All.Count, ContractRows.All.DistinctBy(row => row.Key).Count());

    [Fact]
    public async Task Every_example_of_the_document_is_valid()
    {
        var invalid = new List<string>();
        var seen = 0;
        foreach (var operation in CommittedDocument.Documented)
        {
            foreach (var (where, media) in Media(operation.Described!.Value))
            {
                foreach (var example in Examples(media))
                {
                    seen++;
                    var differences = await Schemas.DifferencesAsync(media.GetProperty("schema"), example.GetRawText());
                    invalid.AddRange(differences.Select(difference => $"{operation.Name} {where}: {difference} in {example.GetRawText()}"));
                }
            }
        }

        Assert.True(invalid.Count == 0, string.Join('\n', invalid));
        Assert.True(seen > ContractRows.All.Count / 2, string.Create(CultureInfo.InvariantCulture, $"Only {seen} examples were found."));
    }

    [Fact]
    public void Every_operation_says_what_it_is()
    {
        var silent = new List<string>();
        foreach (var operation in CommittedDocument.Documented)
        {
            var described = operation.Described!.Value;
            foreach (var property in new[] { "operationId", "summary", "tags" })
            {
                if (!described.TryGetProperty(property, out _))
                    silent.Add($"{operation.Name} has no {property}");
            }

            if (described.TryGetProperty("parameters", out var parameters))
                silent.AddRange(parameters.EnumerateArray().Where(parameter => !parameter.TryGetProperty("description", out _)).Select(parameter => $"{operation.Name}: {parameter}"));
            silent.AddRange(described.GetProperty("responses").EnumerateObject()
                .Where(answer => answer.Value.GetProperty("description").GetString() is null or "OK" or "Created" or "Not Found" or "Bad Request")
                .Select(answer => $"{operation.Name} {answer.Name} has no description of its own"));
        }

        foreach (var schema in CommittedDocument.Root.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => schema.Value.TryGetProperty("properties", out _)))
        {
            silent.AddRange(schema.Value.GetProperty("properties").EnumerateObject()
                .Where(property => !property.Value.TryGetProperty("description", out _) && !property.Value.TryGetProperty("$ref", out _))
                .Select(property => $"{schema.Name}.{property.Name} has no description"));
            if (!schema.Name.EndsWith("Request", StringComparison.Ordinal)
                && !(schema.Value.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False))
            {
                silent.Add($"{schema.Name} leaves room for unknown properties");
            }
        }

        Assert.True(silent.Count == 0, string.Join('\n', silent));
    }

    /// <summary>The codes of a documented status are the names of its examples.</summary>
    private static IEnumerable<(string Operation, int Status, string Code)> Answers(Operation operation) =>
        operation.Described!.Value.GetProperty("responses").EnumerateObject().SelectMany(answer =>
        {
            var status = int.Parse(answer.Name, CultureInfo.InvariantCulture);
            return answer.Value.TryGetProperty("content", out var content) && content.TryGetProperty("application/problem+json", out var problem)
                ? problem.TryGetProperty("examples", out var examples)
                    ? examples.EnumerateObject().Select(example => (operation.Name, status, example.Name))
                    : [(operation.Name, status, "(no example)")]
                : [(operation.Name, status, "-")];
        });

    private static IEnumerable<(string Where, JsonElement Media)> Media(JsonElement operation)
    {
        var bodies = operation.GetProperty("responses").EnumerateObject().Select(answer => (answer.Name, answer.Value));
        if (operation.TryGetProperty("requestBody", out var request))
            bodies = bodies.Prepend(("request", request));
        return bodies.Where(body => body.Value.TryGetProperty("content", out _))
            .SelectMany(body => body.Value.GetProperty("content").EnumerateObject()
                .Where(type => type.Value.TryGetProperty("schema", out _)).Select(type => (body.Name, type.Value)));
    }

    private static IEnumerable<JsonElement> Examples(JsonElement media)
    {
        if (media.TryGetProperty("example", out var one))
            yield return one;
        if (media.TryGetProperty("examples", out var many))
        {
            foreach (var example in many.EnumerateObject())
                yield return example.Value.GetProperty("value");
        }
    }
}
