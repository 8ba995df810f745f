using HighPerf.System.Tests.Stack;

// Two collections at a time, each with a stack of its own: most of a test's time is waited. What measures time or wants both cores
// comes after them, one by one (AloneCollection), and the log check last.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer("HighPerf.System.Tests.Stack." + nameof(LogsLastOrderer), "HighPerf.System.Tests")]
