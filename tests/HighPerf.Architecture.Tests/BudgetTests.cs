using System.Diagnostics;

namespace HighPerf.Architecture.Tests;

/// <summary>What the hot functions may allocate (bench/budgets.json).</summary>
public sealed class BudgetTests
{
    [Fact]
    public async Task No_hot_function_allocates_more_than_its_budget()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add(Project.All.Single(project => project.Name == "HighPerf.Bench.Aot").Assembly ?? throw new InvalidOperationException("Run dotnet build HighPerf.sln"));
        start.ArgumentList.Add("--budgets");
        start.ArgumentList.Add(Repository.PathOf("bench/budgets.json"));
        using var bench = Process.Start(start)!;
        var (output, errors) = (bench.StandardOutput.ReadToEndAsync(), bench.StandardError.ReadToEndAsync());
        await bench.WaitForExitAsync();
        Assert.True(bench.ExitCode == 0, await output + await errors);
    }
}
