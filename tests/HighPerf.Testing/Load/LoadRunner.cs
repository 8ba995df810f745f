using System.Text.Json;
using HighPerf.Testing.Servers;

namespace HighPerf.Testing.Load;

/// <summary>Runs the published hpload on a plan.</summary>
public sealed class LoadRunner : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly TestDirectory _directory = TestDirectory.Create("load");

    /// <param name="wrap">A command that starts it, such as nice.</param>
    public async Task<LoadOutcome> RunAsync(string plan, string target, string[]? wrap = null, params string[] more)
    {
        var path = Path.Combine(_directory.FullPath, "plan.json");
        await File.WriteAllTextAsync(path, plan);
        return await RunFileAsync(path, target, wrap, more);
    }

    public async Task<LoadOutcome> RunFileAsync(string path, string target, string[]? wrap = null, params string[] more)
    {
        string[] command = [.. wrap ?? [], PublishedPrograms.Load, "run", path, "--target", target, "--out", _directory.FullPath, .. more];
        var result = await ChildProcess.RunAsync(new ChildProcessOptions { Program = wrap is null ? command[0] : Programs.Find(command[0]), Arguments = command[1..] }, s_patience);
        var json = Path.Combine(_directory.FullPath, "result.json");
        return new LoadOutcome(result.ExitCode, result.Output, result.Errors, File.Exists(json) ? JsonDocument.Parse(await File.ReadAllTextAsync(json)).RootElement.Clone() : default);
    }

    /// <summary>The same until the machine has left the generator its time, four times at most: what is tested is not the machine.</summary>
    public async Task<LoadOutcome> RunQuietlyAsync(string plan, string target, params string[] more)
    {
        for (var again = 3; ; again--)
        {
            var outcome = await RunAsync(plan, target, null, more);
            if (again == 0 || outcome.IsQuiet) return outcome;
        }
    }

    public void Dispose() => _directory.Dispose();
}
