// The hot functions under BenchmarkDotNet: dotnet run -c Release --project bench/HighPerf.Bench -- --filter '*'
BenchmarkDotNet.Running.BenchmarkSwitcher.FromAssembly(typeof(HighPerf.Bench.HotFunctions).Assembly).Run(args);
