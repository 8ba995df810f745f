using System.Collections.Concurrent;

namespace HighPerf.Chaos.Judgement;

/// <summary>One question to the system after the attack, how much was looked at, and what was wrong.</summary>
internal sealed class Verdict(string question)
{
    private readonly ConcurrentQueue<string> wrong = new();

    public string Question { get; } = question;

    /// <summary>What was looked at, in words.</summary>
    public string Looked { get; set; } = string.Empty;

    public IReadOnlyCollection<string> Wrong => wrong;

    public void Expect(bool right, Func<string> otherwise)
    {
        if (!right)
            wrong.Enqueue(otherwise());
    }
}
