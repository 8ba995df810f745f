// hpload against wrk and autocannon. README.md says what is measured and how.
using System.CommandLine;
using HighPerf.LoadRace;

var root = new RootCommand("Measures hpload against wrk and autocannon, in turns.");
root.Add(CostCommand.Create());
root.Add(AgreementCommand.Create());
return await root.Parse(args).InvokeAsync();
