using System.Text.Json.Serialization;

namespace HighPerf.Hosting.Keys;

/// <summary>A name that it does not know is an error: a misspelt slot would be a key that is missing.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(SigningKeysText))]
internal sealed partial class SigningKeysJson : JsonSerializerContext;
