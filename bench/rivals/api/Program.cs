// The API against what it stands on. README.md says what is measured and how.
using System.CommandLine;
using HighPerf.ApiRace;

var root = new RootCommand("Measures highperf-api against bare Kestrel, nginx and pgbench, in turns.");
root.Add(ReadsCommand.Create());
root.Add(VotesCommand.Create());
root.Add(LoginsCommand.Create());
root.Add(ListenersCommand.Create());
root.Add(UploadsCommand.Create());
root.Add(StartsCommand.Create());
return await root.Parse(args).InvokeAsync();
