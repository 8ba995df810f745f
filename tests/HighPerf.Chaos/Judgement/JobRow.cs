using System.Text.Json;

namespace HighPerf.Chaos.Judgement;

/// <summary>A row of <c>jobs</c> after the attack.</summary>
/// <param name="Video">Which video it is about, from the payload.</param>
/// <param name="History">One entry for each attempt that crashed, failed or ended it dead.</param>
internal sealed record JobRow(
    Guid Id, string Kind, Guid Video, string State, int Attempt, int Failures, int Crashes, JsonElement History, string? Result,
    DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt)
{
    public const string Transcode = "transcode-video";
    public const string DeleteMedia = "delete-media";

    /// <summary>Entries of the history that have such a property.</summary>
    public IEnumerable<JsonElement> Entries(string property) => History.EnumerateArray().Where(entry => entry.TryGetProperty(property, out _));
}
