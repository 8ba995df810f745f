using HighPerf.Core.Bulk;

namespace HighPerf.Core.Tests;

/// <summary>Keeps what a long work reports.</summary>
internal sealed class ProgressRecord : IProgress<BulkProgress>
{
    private readonly List<BulkProgress> _reports = [];

    public IReadOnlyList<BulkProgress> Of(string counting) => [.. _reports.Where(report => report.Counting == counting)];

    public void Report(BulkProgress value) => _reports.Add(value);
}
