using Xunit.Abstractions;

namespace HighPerf.System.Tests.Stack;

/// <summary>Runs the collection that reads the logs of the whole run after all others.</summary>
public sealed class LogsLastOrderer : ITestCollectionOrderer
{
    /// <summary>The name of the collection that goes last.</summary>
    public const string LogCollection = "the logs of the run";

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == LogCollection ? 1 : 0)
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);
}
