using System.Collections.Concurrent;

namespace HighPerf.System.Tests.Contract;

/// <summary>What the test that is running has been answered. Nothing is kept outside a test that <see cref="ProvesAttribute">proves</see> something.</summary>
internal static class Observations
{
    private static readonly AsyncLocal<Seen?> Running = new();

    /// <summary>Once for each claim of a test, before it.</summary>
    public static void Begin() => (Running.Value ??= new Seen()).Claims++;

    /// <summary>Once for each claim of a test, after it: what the test saw instead, or null when it saw the row, or has failed already.</summary>
    public static IReadOnlyCollection<(string Operation, int Status, string Code)>? End((string Operation, int Status, string Code) row)
    {
        var seen = Running.Value ?? new Seen();
        if (--seen.Claims == 0)
            Running.Value = null;
        if (seen.HasFailed || seen.Answers.ContainsKey(row))
            return null;
        seen.HasFailed = true; // one message is enough
        return [.. seen.Answers.Keys];
    }

    public static void Add((string Operation, int Status, string Code) answer) => Running.Value?.Answers.TryAdd(answer, 0);

    /// <summary>An answer broke the contract: the test fails for that, and what it never came to is no news.</summary>
    public static void Fail()
    {
        if (Running.Value is { } seen)
            seen.HasFailed = true;
    }

    private sealed class Seen
    {
        public int Claims { get; set; }

        public bool HasFailed { get; set; }

        /// <summary>A set; tests ask in parallel.</summary>
        public ConcurrentDictionary<(string Operation, int Status, string Code), byte> Answers { get; } = new();
    }
}
