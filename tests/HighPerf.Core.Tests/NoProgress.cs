using HighPerf.Core.Bulk;

namespace HighPerf.Core.Tests;

/// <summary>For long works whose progress a test does not look at.</summary>
internal sealed class NoProgress : IProgress<BulkProgress>
{
    public void Report(BulkProgress value)
    {
    }
}
