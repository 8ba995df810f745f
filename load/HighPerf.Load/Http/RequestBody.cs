using HighPerf.Load.Engine;

namespace HighPerf.Load.Http;

/// <summary>The body of a request: a text, perhaps a file in it, and a text.</summary>
internal sealed class RequestBody(Template before, PlanFileHandle? file = null, Template? after = null)
{
    public long LengthFor(Journey journey) => before.LengthFor(journey) + (file?.Length ?? 0) + (after?.LengthFor(journey) ?? 0);

    public void Write(Journey journey, Outgoing outgoing)
    {
        before.Write(journey, outgoing);
        if (file is not null) outgoing.WriteFile(file, 0, file.Length);
        after?.Write(journey, outgoing);
    }
}
