using System.Text.Json;

namespace HighPerf.Queue.Inspection;

/// <summary>One entry of a job's history: <c>crash</c>, <c>failure</c>, <c>dead</c>, <c>cancelled</c> or <c>replay</c>, with its reason.</summary>
public sealed record JobEvent(int Attempt, DateTime At, string What, string Reason)
{
    /// <summary>Reads the ledger's array of <c>{"attempt":1,"at":"…","failure":"why"}</c>.</summary>
    internal static IReadOnlyList<JobEvent> ParseAll(string history)
    {
        using var document = JsonDocument.Parse(history);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    internal static JobEvent Parse(string entry)
    {
        using var document = JsonDocument.Parse(entry);
        return Read(document.RootElement);
    }

    private static JobEvent Read(JsonElement entry)
    {
        var told = entry.EnumerateObject().FirstOrDefault(p => p.Name is not ("attempt" or "at"));
        return new JobEvent(
            entry.GetProperty("attempt").GetInt32(), entry.GetProperty("at").GetDateTimeOffset().UtcDateTime, told.Name, told.Value.ToString());
    }
}
