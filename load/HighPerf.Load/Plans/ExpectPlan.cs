using System.Text.Json;

namespace HighPerf.Load.Plans;

/// <summary>What an answer must be. Without <paramref name="Status"/>: 200 to 299. An answer with the right status and another body is a wrong body.</summary>
/// <param name="Status">A status or a list of them.</param>
/// <param name="Fields">The body is JSON and has these; of a list, its first item.</param>
/// <param name="Items">The body is a JSON list of so many items at least.</param>
/// <param name="Contains">The body has this text.</param>
/// <param name="Equal">The body is JSON in which these fields have these texts.</param>
/// <param name="Bytes">So long is the body.</param>
/// <param name="Refused">A status or a list of them by which the server refuses for now: counted apart from what is wrong.</param>
internal sealed record ExpectPlan(
    JsonElement? Status, IReadOnlyList<string>? Fields, int? Items, string? Contains, IReadOnlyDictionary<string, string>? Equal, long? Bytes, JsonElement? Refused = null);
