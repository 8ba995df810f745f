using System.Buffers.Text;
using System.Globalization;
using System.Text;
using HighPerf.Load.Engine;
using HighPerf.Load.Http;
using HighPerf.Load.Measurements;

namespace HighPerf.Load.Steps;

/// <summary>A resumable upload by tus 1.0.0 (tus.io): creation, and then the file in pieces; measured as one step.</summary>
/// <param name="create">Request line and headers of the creation, without the empty line.</param>
/// <param name="patch">Headers of each piece, after the request line.</param>
/// <param name="chunk">Bytes of a piece.</param>
internal sealed class TusStep(string name, long timeout, Template create, Template patch, PlanFileHandle file, long chunk) : Step(name, timeout)
{
    public override void Write(Journey journey, Outgoing outgoing)
    {
        if (journey.Location is null)
        {
            create.Write(journey, outgoing);
            outgoing.Write("Content-Length: 0\r\n\r\n"u8);
            return;
        }

        var length = Math.Min(chunk, file.Length - journey.Offset);
        outgoing.Write("PATCH "u8);
        outgoing.Write(journey.Location);
        outgoing.Write(" HTTP/1.1\r\n"u8);
        patch.Write(journey, outgoing);
        outgoing.Write("Content-Type: application/offset+octet-stream\r\nUpload-Offset: "u8);
        outgoing.Write(journey.Offset);
        outgoing.Write("\r\nContent-Length: "u8);
        outgoing.Write(length);
        outgoing.Write("\r\n\r\n"u8);
        outgoing.WriteFile(file, journey.Offset, length);
    }

    public override Verdict Judge(Journey journey, ResponseReader answer)
    {
        var wanted = journey.Location is null ? 201 : 204;
        if (answer.Status != wanted) return Verdict.Failed(Outcome.WrongStatus, string.Create(CultureInfo.InvariantCulture, $"{answer.Status}, not {wanted}: {Beginning(answer.Body)}"));
        if (journey.Location is null)
        {
            var location = Encoding.ASCII.GetString(answer.Header("Location"u8));
            if (location.Length == 0) return Verdict.Failed(Outcome.WrongBody, "no Location");
            journey.Location = Encoding.ASCII.GetBytes(Uri.TryCreate(location, UriKind.Absolute, out var absolute) && absolute.Scheme.StartsWith("http", StringComparison.Ordinal) ? absolute.PathAndQuery : location);
            return Verdict.Again(0);
        }

        var length = Math.Min(chunk, file.Length - journey.Offset);
        if (!Utf8Parser.TryParse(answer.Header("Upload-Offset"u8), out long offset, out _) || offset != journey.Offset + length)
        {
            return Verdict.Failed(Outcome.WrongBody, "Upload-Offset is not what was sent");
        }

        journey.Offset = offset;
        return offset < file.Length ? Verdict.Again(0) : Verdict.Done;
    }
}
