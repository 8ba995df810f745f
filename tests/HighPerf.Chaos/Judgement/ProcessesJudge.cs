using HighPerf.Chaos.Stack;
using HighPerf.Testing.Servers;

namespace HighPerf.Chaos.Judgement;

/// <summary>Told to stop, the programs end, and with them everything that they ever started.</summary>
internal sealed class ProcessesJudge(ChaosStack stack)
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Verdict> JudgeAsync()
    {
        var verdict = new Verdict("no process is left when all are told to stop");
        await Task.WhenAll(stack.Services.Select(service => service.TerminateAsync(StopTimeout)));
        try
        {
            await Poll.UntilAsync("the last child ends", Patience, () => Task.FromResult(!Left().Any()));
        }
        catch (TimeoutException)
        {
            foreach (var pid in Left())
                verdict.Expect(right: false, () => FormattableString.Invariant($"process {pid} is left: {ProcessTree.CommandLine(pid)}"));
        }

        verdict.Looked = FormattableString.Invariant($"{stack.Services.Sum(service => service.Lives.Count)} processes of 4 programs");
        return verdict;
    }

    private IEnumerable<int> Left() => stack.Services.SelectMany(service => service.Lives).SelectMany(life => ProcessTree.InSession(life.ProcessId));
}
