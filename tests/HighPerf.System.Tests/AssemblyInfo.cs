using HighPerf.System.Tests.Stack;

// The crash tests measure time and every stack wants both cores: one collection at a time, the log check last.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: TestCollectionOrderer("HighPerf.System.Tests.Stack." + nameof(LogsLastOrderer), "HighPerf.System.Tests")]
