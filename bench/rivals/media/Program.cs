// The showcase pipeline against the ffmpeg command line. README.md says what is measured and how.
using System.CommandLine;
using HighPerf.MediaRace;

var root = new RootCommand("The showcase pipeline against the ffmpeg command line.") { TuneCommand.Create() };
return await root.Parse(args).InvokeAsync();
