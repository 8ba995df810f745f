using System.Collections.Concurrent;

namespace HighPerf.System.Tests.Contract;

/// <summary>What the test that is running has been answered. Nothing is kept outside a test that <see cref="ProvesAttribute">proves</see> something.</summary>
internal static class Observations
{
    private static readonly AsyncLocal<Seen?> Running = new();

    /// <summary>Once for each claim of a test, before it.</summary>
    public static void Begin() => (Running.Value ??= new Seen()).Claims++;

    /// <summary>Once for each claim of a test, after it: whether it saw the row; what it saw.</summary>
    public static (bool Proven, IReadOnlyCollection<(string Operation, int Status, string Code)> Seen) End((string Operation, int Status, string Code) row)
    {
        var seen = Running.Value ?? new Seen();
        if (--seen.Claims == 0)
            Running.Value = null;
        return (seen.Answers.ContainsKey(row), [.. seen.Answers.Keys]);
    }

    public static void Add((string Operation, int Status, string Code) answer) => Running.Value?.Answers.TryAdd(answer, 0);

    private sealed class Seen
    {
        public int Claims { get; set; }

        /// <summary>A set; tests ask in parallel.</summary>
        public ConcurrentDictionary<(string Operation, int Status, string Code), byte> Answers { get; } = new();
    }
}
