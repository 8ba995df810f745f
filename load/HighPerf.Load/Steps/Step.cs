using System.Globalization;
using System.Text;
using HighPerf.Load.Http;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Steps;

/// <summary>One thing that a visitor does. It asks once or more often; what is measured of it is from its beginning to its last answer.</summary>
internal abstract class Step(string name, long timeout)
{
    private string? _refusal; // what the first one said

    public string Name { get; } = name;

    /// <summary>Which one it is of all steps of the plan.</summary>
    public int Number { get; set; }

    /// <summary>Nanoseconds for each answer, from when it was asked for.</summary>
    public long Timeout { get; } = timeout;

    /// <summary>Nanoseconds from when the step began after which it does not ask again.</summary>
    public virtual long Patience => long.MaxValue;

    /// <summary>Nothing is asked: the visitor waits so many nanoseconds. 0 of any other step.</summary>
    public virtual long Pause(Random random) => 0;

    /// <summary>Whether asking again does no harm, so that a request may be sent anew when a connection turns out to have been closed (RFC 9110 §9.2.2).</summary>
    public virtual bool IsSafe => false;

    /// <summary>Writes the next request.</summary>
    public abstract void Write(Belongings visitor, Outgoing outgoing);

    /// <summary>Reads its answer.</summary>
    public abstract Verdict Judge(Belongings visitor, ResponseReader answer);

    /// <summary>What an answer means that has not the right status.</summary>
    protected Verdict Unexpected(Expectation expectation, ResponseReader answer) => expectation.IsRefusal(answer.Status)
        ? Verdict.Failed(Outcome.Refused, _refusal ??= Said(answer))
        : Verdict.Failed(Outcome.WrongStatus, Said(answer));

    /// <summary>Of a body, for people.</summary>
    protected static string Beginning(ReadOnlySpan<byte> body) => Encoding.UTF8.GetString(body[..Math.Min(body.Length, 200)]).ReplaceLineEndings(" ");

    private static string Said(ResponseReader answer) => string.Create(CultureInfo.InvariantCulture, $"{answer.Status}: {Beginning(answer.Body)}");
}
