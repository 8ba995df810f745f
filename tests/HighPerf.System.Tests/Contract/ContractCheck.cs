using System.Globalization;
using System.Text.Json;
using HighPerf.System.Tests.Client;

namespace HighPerf.System.Tests.Contract;

/// <summary>
/// Holds every answer against the contract: status, media type, headers and body against the committed OpenAPI document, and what was
/// answered against <see cref="ContractRows"/>. What differs fails the test that asked.
/// </summary>
internal static class ContractCheck
{
    private const string Problem = "application/problem+json";

    private static readonly JsonElement ProblemSchema = CommittedDocument.Root.GetProperty("components").GetProperty("schemas").GetProperty("Problem");

    private static readonly HashSet<(string Operation, int Status, string Code)> Rows = [.. ContractRows.All.Select(row => row.Key)];

    public static async Task CheckAsync(HttpRequestMessage request, ApiResponse answer)
    {
        var violations = new List<string>();
        var (name, operation) = Find(request, answer);
        var code = await CodeAsync(name, answer, violations);
        var row = (name, (int)answer.Status, code);
        if (!Rows.Contains(row))
            violations.Add($"{row} is no row of {nameof(ContractRows)}");
        if (name == ContractRows.OtherMethod)
            CheckAllow(request, answer, violations);
        if (operation is { Described: not null })
            await CheckDocumentedAsync(operation, request, answer, violations);
        if (request.Method == HttpMethod.Head && answer.Body.Length > 0)
            violations.Add("an answer to HEAD has no body");

        if (violations.Count > 0)
        {
            Observations.Fail();
            Assert.Fail($"The answer breaks the contract ({CommittedDocument.Location}):\n  {string.Join("\n  ", violations)}\n{answer}");
        }

        Observations.Add(row);
    }

    /// <summary>The endpoint that was asked: of several the one whose path is the most literal. HEAD is GET's, where it has no entry of its own.</summary>
    private static (string Name, Operation? Operation) Find(HttpRequestMessage request, ApiResponse answer)
    {
        var path = request.RequestUri!.AbsolutePath;
        var there = CommittedDocument.All.Where(operation => operation.Matches(path)).ToList();
        if (there.Count == 0)
            return (ContractRows.UnknownPath, null);

        var method = request.Method == HttpMethod.Head && (int)answer.Status != 405 && there.All(operation => operation.Method != "HEAD") ? "GET" : request.Method.Method;
        if (request.Headers.TryGetValues("X-HTTP-Method-Override", out var instead) && there.Any(operation => instead.Contains(operation.Method, StringComparer.Ordinal))) method = instead.First();
        return there.Where(operation => operation.Method == method).MaxBy(operation => operation.Literals) is { } asked
            ? (asked.Name, asked)
            : (ContractRows.OtherMethod, null);
    }

    /// <summary>The code of a problem, whose form is checked wherever it comes from; <c>-</c> for anything else.</summary>
    private static async Task<string> CodeAsync(string name, ApiResponse answer, List<string> violations)
    {
        if (answer.MediaType != Problem)
            return "-";
        if ((int)answer.Status < 400)
            violations.Add("a problem, but the status is none of an error");
        if (answer.Body.Length == 0)
            return CodeWithoutBody(name, answer, violations);

        violations.AddRange(await Schemas.DifferencesAsync(ProblemSchema, answer.Text));
        if (!answer.Json.TryGetProperty("code", out var code) || code.GetString() is not { } text)
            return "-";
        if (answer.Json.TryGetProperty("status", out var status) && status.GetInt32() != (int)answer.Status)
            violations.Add("the problem has another status than the answer");
        return text;
    }

    /// <summary>Only HEAD has such an answer; its code is the one that this status means there, or without a reason of its own.</summary>
    private static string CodeWithoutBody(string name, ApiResponse answer, List<string> violations)
    {
        if (answer.Response.RequestMessage?.Method != HttpMethod.Head)
            violations.Add("a problem without a body");
        return ContractRows.All.Where(row => row.Status == (int)answer.Status && row.Code != "-").OrderByDescending(row => row.Operation == name).First().Code;
    }

    private static void CheckAllow(HttpRequestMessage request, ApiResponse answer, List<string> violations)
    {
        var allowed = (answer.Header("Allow") ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var expected = CommittedDocument.All.Where(operation => operation.Matches(request.RequestUri!.AbsolutePath)).Select(operation => operation.Method);
        if (expected.Except(allowed, StringComparer.Ordinal).ToList() is { Count: > 0 } missing)
            violations.Add($"Allow does not name {string.Join(", ", missing)}");
    }

    private static async Task CheckDocumentedAsync(Operation operation, HttpRequestMessage request, ApiResponse answer, List<string> violations)
    {
        if (operation.Answer((int)answer.Status) is not { } documented)
        {
            violations.Add(string.Create(CultureInfo.InvariantCulture, $"{operation.Name} documents no {(int)answer.Status}"));
            return;
        }

        await CheckHeadersAsync(documented, answer, violations);
        if (request.Method == HttpMethod.Head)
            return;
        if (!documented.TryGetProperty("content", out var content))
        {
            if (answer.Body.Length > 0)
                violations.Add("a body, where none is documented");
            return;
        }

        if (answer.MediaType is not { } mediaType || !content.TryGetProperty(mediaType, out var body))
            violations.Add($"the media type is {answer.MediaType}, documented is {string.Join(", ", content.EnumerateObject().Select(type => type.Name))}");
        else if (mediaType.EndsWith("json", StringComparison.Ordinal))
            violations.AddRange(await Schemas.DifferencesAsync(body.GetProperty("schema"), answer.Text));
    }

    private static async Task CheckHeadersAsync(JsonElement documented, ApiResponse answer, List<string> violations)
    {
        if (!documented.TryGetProperty("headers", out var headers))
            return;
        foreach (var header in headers.EnumerateObject())
        {
            if (answer.Header(header.Name) is not { } value)
            {
                if (header.Value.TryGetProperty("required", out var required) && required.GetBoolean())
                    violations.Add($"no {header.Name}");
                continue;
            }

            var schema = header.Value.GetProperty("schema");
            var json = schema.GetProperty("type").GetString() == "integer" && long.TryParse(value, CultureInfo.InvariantCulture, out _)
                ? value
                : JsonSerializer.Serialize(value);
            violations.AddRange((await Schemas.DifferencesAsync(schema, json)).Select(difference => $"{header.Name}: {value}: {difference}"));
        }
    }
}
