using System.Diagnostics.CodeAnalysis;
using System.Threading.RateLimiting;

namespace HighPerf.Api.Limits;

/// <summary>Let in, or not before a time is over.</summary>
/// <param name="wait">Null: let in.</param>
internal sealed class AddressLease(TimeSpan? wait) : RateLimitLease
{
    public override bool IsAcquired => wait is null;

    public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

    public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
    {
        metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
        return metadata is not null;
    }
}
