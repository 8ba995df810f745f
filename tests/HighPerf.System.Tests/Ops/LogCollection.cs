using HighPerf.System.Tests.Stack;

namespace HighPerf.System.Tests.Ops;

/// <summary>Runs last (<see cref="LogsLastOrderer"/>).</summary>
[CollectionDefinition(LogsLastOrderer.LogCollection, DisableParallelization = true)]
public sealed class LogCollection;
