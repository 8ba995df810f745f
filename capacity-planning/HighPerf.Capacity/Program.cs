// How many players fit on which machines: what was measured, fitted and foretold.
using System.CommandLine;

var root = new RootCommand("Measures, models and prices the capacity of HighPerf.");
return await root.Parse(args).InvokeAsync();
