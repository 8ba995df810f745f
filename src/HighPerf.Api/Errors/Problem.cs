using System.Text.Json.Serialization;

namespace HighPerf.Api.Errors;

/// <summary>An RFC 9457 problem: <c>detail</c> is the human text (Spanish), <c>code</c> a stable English identifier.</summary>
/// <param name="Type">Where the code is explained: an anchor of the page of errors.</param>
internal sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Detail,
    string Code,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, string[]>? Errors,
    string TraceId);
