using Microsoft.AspNetCore.Http.Metadata;

namespace HighPerf.Api.Uploads;

/// <summary>The largest body of an endpoint, in bytes. As metadata it holds before authorization, so that a 401 can still drain the body.</summary>
internal sealed class BodyLimit(long bytes) : IRequestSizeLimitMetadata
{
    public long? MaxRequestBodySize => bytes;
}
