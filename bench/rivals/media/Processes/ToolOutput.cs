namespace HighPerf.MediaRace.Processes;

internal sealed record ToolOutput(int ExitCode, string Output, string Errors);
