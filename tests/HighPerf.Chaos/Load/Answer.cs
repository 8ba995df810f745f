using System.Text.Json;

namespace HighPerf.Chaos.Load;

/// <summary>The answer to a request, or what is known without one.</summary>
/// <param name="Status">0 unless <see cref="Certainty.Answered"/> or a 5xx.</param>
internal sealed record Answer(Certainty Certainty, int Status, JsonElement Body)
{
    public bool Is(int status) => Certainty == Certainty.Answered && Status == status;

    /// <summary>The error's code (RFC 9457 extension <c>code</c>), or empty.</summary>
    public string Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() ?? string.Empty : string.Empty;

    public string Text(string property) => Body.GetProperty(property).GetString() ?? string.Empty;

    public override string ToString() => $"{Certainty} {Status} {(Body.ValueKind == JsonValueKind.Undefined ? string.Empty : Body.GetRawText())}";
}
