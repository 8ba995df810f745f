using HighPerf.Core.Storage;

namespace HighPerf.Api.Uploads;

/// <summary>What a multipart body held: the file, not yet committed, and the title.</summary>
internal sealed record ReceivedUpload(IncomingFile File, string Title) : IDisposable
{
    public void Dispose() => File.Dispose();
}
