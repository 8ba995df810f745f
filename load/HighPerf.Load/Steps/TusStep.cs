using System.Buffers.Text;
using System.Globalization;
using System.Text;
using HighPerf.Load.Http;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Steps;

/// <summary>A resumable upload by tus 1.0.0 (tus.io): creation, and then the file in pieces; measured as one step.</summary>
/// <param name="create">Request line and headers of the creation, without the empty line.</param>
/// <param name="patch">Headers of each piece, after the request line.</param>
/// <param name="chunk">Bytes of a piece.</param>
internal sealed class TusStep(string name, long timeout, Template create, Template patch, PlanFileHandle file, long chunk) : Step(name, timeout)
{
    public override void Write(Belongings visitor, Outgoing outgoing)
    {
        if (visitor.Location is null)
        {
            create.Write(visitor, outgoing);
            outgoing.Write("Content-Length: 0\r\n\r\n"u8);
            return;
        }

        var length = Math.Min(chunk, file.Length - visitor.Offset);
        outgoing.Write("PATCH "u8);
        outgoing.Write(visitor.Location);
        outgoing.Write(" HTTP/1.1\r\n"u8);
        patch.Write(visitor, outgoing);
        outgoing.Write("Content-Type: application/offset+octet-stream\r\nUpload-Offset: "u8);
        outgoing.Write(visitor.Offset);
        outgoing.Write("\r\nContent-Length: "u8);
        outgoing.Write(length);
        outgoing.Write("\r\n\r\n"u8);
        outgoing.WriteFile(file, visitor.Offset, length);
    }

    public override Verdict Judge(Belongings visitor, ResponseReader answer)
    {
        var wanted = visitor.Location is null ? 201 : 204;
        if (answer.Status != wanted) return Verdict.Failed(Outcome.WrongStatus, string.Create(CultureInfo.InvariantCulture, $"{answer.Status}, not {wanted}: {Beginning(answer.Body)}"));
        if (visitor.Location is null)
        {
            var location = Encoding.ASCII.GetString(answer.Header("Location"u8));
            if (location.Length == 0) return Verdict.Failed(Outcome.WrongBody, "no Location");
            visitor.Location = Encoding.ASCII.GetBytes(Uri.TryCreate(location, UriKind.Absolute, out var absolute) && absolute.Scheme.StartsWith("http", StringComparison.Ordinal) ? absolute.PathAndQuery : location);
            return Verdict.Again(0);
        }

        var length = Math.Min(chunk, file.Length - visitor.Offset);
        if (!Utf8Parser.TryParse(answer.Header("Upload-Offset"u8), out long offset, out _) || offset != visitor.Offset + length)
        {
            return Verdict.Failed(Outcome.WrongBody, "Upload-Offset is not what was sent");
        }

        visitor.Offset = offset;
        return offset < file.Length ? Verdict.Again(0) : Verdict.Done;
    }
}
