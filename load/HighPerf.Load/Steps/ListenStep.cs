using System.Globalization;
using HighPerf.Load.Engine;
using HighPerf.Load.Http;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Steps;

/// <summary>Listens to server-sent events for a while; what is measured is how soon the first one came.</summary>
/// <param name="listens">Nanoseconds after the first event.</param>
internal sealed class ListenStep(string name, long timeout, Template head, long listens) : Step(name, timeout)
{
    public override bool IsStream => true;

    public long Listens { get; } = listens;

    public override void Write(Journey journey, Outgoing outgoing)
    {
        head.Write(journey, outgoing);
        outgoing.Write("\r\n"u8);
    }

    /// <summary>An answer that is a stream has no end: one that ends has failed.</summary>
    public override Verdict Judge(Journey journey, ResponseReader answer) => answer.Status == 200
        ? Verdict.Failed(Outcome.CutOff, "the stream ended")
        : Verdict.Failed(Outcome.WrongStatus, string.Create(CultureInfo.InvariantCulture, $"{answer.Status}: {RequestStep.Beginning(answer)}"));
}
