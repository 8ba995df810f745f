using HighPerf.Load.Http;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Steps;

/// <summary>A request and its answer; perhaps again and again until the answer says what is waited for.</summary>
internal sealed class RequestStep(string name, long timeout, bool isSafe, Template head, RequestBody? body, Expectation expectation, int[] captures, Wait? wait) : Step(name, timeout)
{
    private static ReadOnlySpan<byte> ContentLength => "Content-Length: "u8;

    public override bool IsSafe => isSafe;

    public override long Patience => wait?.Patience ?? long.MaxValue;

    public override void Write(Belongings visitor, Outgoing outgoing)
    {
        head.Write(visitor, outgoing);
        if (body is null)
        {
            outgoing.Write("\r\n"u8);
            return;
        }

        outgoing.Write(ContentLength);
        outgoing.Write(body.LengthFor(visitor));
        outgoing.Write("\r\n\r\n"u8);
        body.Write(visitor, outgoing);
    }

    public override Verdict Judge(Belongings visitor, ResponseReader answer)
    {
        if (!expectation.IsRightStatus(answer.Status)) return Unexpected(expectation, answer);
        Span<(int Start, int Length)> values = stackalloc (int Start, int Length)[Expectation.MostFields];
        if (expectation.Wrong(answer.Body, answer.BodyLength, values) is { } wrong) return Verdict.Failed(Outcome.WrongBody, $"{wrong}: {Beginning(answer.Body)}");
        for (var n = 0; n < captures.Length; n++) visitor.Captured[captures[n]] = answer.Body.Slice(values[n].Start, values[n].Length).ToArray();
        return wait is null || wait.IsOver(visitor) ? Verdict.Done : Verdict.Again(wait.Every);
    }
}
