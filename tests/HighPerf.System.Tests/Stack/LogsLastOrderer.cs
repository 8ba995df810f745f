using HighPerf.System.Tests.Contest;
using HighPerf.System.Tests.Contract;
using HighPerf.System.Tests.Load;
using HighPerf.System.Tests.Ops;
using HighPerf.System.Tests.TwoApis;
using Xunit.Abstractions;

namespace HighPerf.System.Tests.Stack;

/// <summary>
/// Runs the longest collections first, so that at the end of those that go on beside each other none is alone for long; and the collection that reads
/// the logs of the whole run after all others.
/// </summary>
public sealed class LogsLastOrderer : ITestCollectionOrderer
{
    /// <summary>The name of the collection that goes last; it goes on beside no other.</summary>
    public const string LogCollection = "the logs of the run";

    /// <summary>How the names of the longest begin.</summary>
    private static readonly string[] Longest =
    [
        StackCollection.Name, QuietCollection.Name, Of<ScenarioTests>(), Of<ImportLegacyTests>(), TwoApisCollection.Name, Of<ContestTests>(),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.DisplayName == LogCollection ? 1 : 0)
            .ThenBy(collection => Place(collection.DisplayName))
            .ThenBy(collection => collection.DisplayName, StringComparer.Ordinal);

    private static int Place(string name)
    {
        var place = Array.FindIndex(Longest, longest => name.StartsWith(longest, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }

    /// <summary>What xunit calls a class that is a collection of its own.</summary>
    private static string Of<T>() => "Test collection for " + typeof(T).FullName;
}
