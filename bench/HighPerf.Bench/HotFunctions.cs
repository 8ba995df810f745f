using BenchmarkDotNet.Attributes;
using HighPerf.Bench.Cases;

namespace HighPerf.Bench;

/// <summary>Every hot case as a benchmark: time, and bytes allocated, of one operation. In this process: another project would need its own list of versions.</summary>
[InProcess]
[MemoryDiagnoser]
public class HotFunctions
{
    private Action _operation = () => { };

    [ParamsSource(nameof(Names))]
    public string Case { get; set; } = "";

    public static IEnumerable<string> Names => HotCases.All.Select(hot => hot.Name);

    [GlobalSetup]
    public void Prepare() => _operation = HotCases.All.Single(hot => hot.Name == Case).Prepare();

    [Benchmark]
    public void Run() => _operation();
}
