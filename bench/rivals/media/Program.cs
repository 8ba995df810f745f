// The showcase pipeline against the ffmpeg command line. README.md says what is measured and how.
using HighPerf.MediaRace;

var root = RaceCommand.Create();
root.Add(SlotsCommand.Create());
root.Add(TuneCommand.Create());
return await root.Parse(args).InvokeAsync();
