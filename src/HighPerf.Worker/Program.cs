using HighPerf.Hosting;
using HighPerf.Media.Isolation;
using HighPerf.Worker;
using HighPerf.Worker.Commands;
using HighPerf.Worker.Configuration;

// The same binary is its own child: one process per clip, before any host is built.
if (args is [ShowcaseChild.Verb, ..]) return ShowcaseChild.Run(args);

if (EngineerProgram.Knows(args)) return await EngineerProgram.RunAsync(args);

var program = new ServiceProgram("highperf-worker", "turns uploaded clips into showcase clips", WorkerSettings.All)
{
    Verbs = ["transcode IN OUT", "probe IN"],
};
return await program.RunAsync(args, settings => WorkerHost.Build(WorkerOptions.Read(settings), settings));
