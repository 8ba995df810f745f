using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Stack;

/// <summary>What the "nothing is left" checks rest on.</summary>
public sealed class ProcessTreeTests
{
    [Fact]
    public async Task What_a_program_has_left_behind_is_found_by_its_session_and_nothing_else()
    {
        await using var program = await ChildProcess.StartAsync(new ChildProcessOptions
        {
            Program = "/bin/sh",
            Arguments = ["-c", "sleep 600 & echo $!; wait"],
            OwnSession = true,
        });
        var left = int.Parse(await program.WaitForLineAsync(_ => true, TimeSpan.FromSeconds(30)), global::System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(new[] { program.Id, left }.Order(), ProcessTree.InSession(program.Id).Order());

        program.Signal(ProcessSignals.Kill); // not waited for: its pipes are open for as long as what it left lives
        await Poll.UntilAsync("it is gone", TimeSpan.FromSeconds(30), () => Task.FromResult(!ProcessTree.Runs(program.Id)));

        Assert.Equal([left], ProcessTree.InSession(program.Id));
        ProcessSignals.Send(left, ProcessSignals.Kill);
        await Poll.UntilAsync("nothing is left", TimeSpan.FromSeconds(30), () => Task.FromResult(ProcessTree.InSession(program.Id).Count == 0));
    }
}
