namespace HighPerf.Testing.Servers;

/// <summary>What a program that ran to its end left behind.</summary>
public sealed record ChildProcessResult(int ExitCode, string Output, string Errors)
{
    public ChildProcessResult EnsureSuccess(string what) =>
        ExitCode == 0 ? this : throw new InvalidOperationException($"{what} ended with {ExitCode}:\n{Output}\n{Errors}");
}
