namespace HighPerf.Load.Http;

/// <summary>The body of a request: a text, perhaps a file in it, and a text.</summary>
internal sealed class RequestBody(Template before, PlanFileHandle? file = null, Template? after = null)
{
    public long LengthFor(Belongings visitor) => before.LengthFor(visitor) + (file?.Length ?? 0) + (after?.LengthFor(visitor) ?? 0);

    public void Write(Belongings visitor, Outgoing outgoing)
    {
        before.Write(visitor, outgoing);
        if (file is not null) outgoing.WriteFile(file, 0, file.Length);
        after?.Write(visitor, outgoing);
    }
}
