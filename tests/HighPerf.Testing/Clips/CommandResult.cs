namespace HighPerf.Testing.Clips;

/// <summary>How a command ended: exit code, standard output as bytes, standard error as text.</summary>
public sealed record CommandResult(int ExitCode, byte[] Output, string Errors);
