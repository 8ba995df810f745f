// How many players fit on which machines: what was measured, fitted and foretold.
using System.CommandLine;
using HighPerf.Capacity;

var root = new RootCommand("Measures, models and prices the capacity of HighPerf.");
root.Add(RunCommand.Create());
root.Add(ReportCommand.Create());
return await root.Parse(args).InvokeAsync();
