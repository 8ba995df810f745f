using System.Text;
using HighPerf.Load.Http;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Steps;

/// <summary>Listens to server-sent events for a while; what is measured is how soon the first one came. A stream that ends after it is right: there was no more to be said.</summary>
/// <param name="expectation">Of the answer's status, and of the first event's data.</param>
/// <param name="listens">Nanoseconds after the first event.</param>
internal sealed class ListenStep(string name, long timeout, Template head, Expectation expectation, long listens) : Step(name, timeout)
{
    public long Listens { get; } = listens;

    public override void Write(Belongings visitor, Outgoing outgoing)
    {
        head.Write(visitor, outgoing);
        outgoing.Write("\r\n"u8);
    }

    /// <summary>The head of the answer has come, and says that it is none that a listener waits for the end of.</summary>
    public bool IsAccepted(ResponseReader answer) => answer.Status > 0 && expectation.IsRightStatus(answer.Status);

    /// <summary>An accepted answer is a stream of events.</summary>
    public static bool IsEventStream(ResponseReader answer)
    {
        var type = answer.Header("Content-Type"u8);
        return Ascii.EqualsIgnoreCase(type.IndexOf((byte)';') is >= 0 and var end ? type[..end].TrimEnd(" \t"u8) : type, "text/event-stream"u8);
    }

    /// <summary>Reads the data of the first event.</summary>
    public Verdict JudgeFirst(ReadOnlySpan<byte> data)
    {
        Span<(int Start, int Length)> values = stackalloc (int Start, int Length)[Expectation.MostFields];
        return expectation.Wrong(data, data.Length, values) is { } wrong ? Verdict.Failed(Outcome.WrongBody, $"{wrong}: {Beginning(data)}") : Verdict.Done;
    }

    /// <summary>Reads an answer that is no stream.</summary>
    public override Verdict Judge(Belongings visitor, ResponseReader answer) => IsAccepted(answer)
        ? Verdict.Failed(Outcome.WrongBody, $"no text/event-stream, but '{Encoding.UTF8.GetString(answer.Header("Content-Type"u8))}'")
        : Unexpected(expectation, answer);
}
