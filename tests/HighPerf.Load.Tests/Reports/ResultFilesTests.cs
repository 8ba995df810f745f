using System.Text.RegularExpressions;
using HighPerf.Load.Plans;
using HighPerf.Load.Reports;
using HighPerf.Load.Tests.Runs;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Reports;

public sealed class ResultFilesTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create("result");

    private string Result => Path.Combine(_directory.FullPath, "result.json");

    [Fact]
    public void A_result_comes_back_as_it_was()
    {
        var run = SampleRun.Of();
        ResultFiles.Write(run, _directory.FullPath);
        Assert.Equal(MarkdownReport.Write(run), MarkdownReport.Write(ResultFiles.Read(Result)));
    }

    [Theory]
    [InlineData("", "result.json")]
    [InlineData("[]", "result.json")]
    [InlineData("""{ "format": 1 }""", "another version")]
    [InlineData("""{ "format": 2 }""", "is no whole result of hpload run")]
    public void What_is_no_result_is_named(string text, string message)
    {
        File.WriteAllText(Result, text);
        Assert.Contains(message, Assert.Throws<PlanException>(() => ResultFiles.Read(Result)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("latency")]
    [InlineData("service")]
    [InlineData("lateness")]
    public void A_histogram_that_is_damaged_is_named_with_its_file(string name)
    {
        ResultFiles.Write(SampleRun.Of(), _directory.FullPath);
        File.WriteAllText(Result, Regex.Replace(File.ReadAllText(Result), $"\"{name}\": \"[^\"]{{20}}", $"\"{name}\": \"", RegexOptions.None, TimeSpan.FromSeconds(5)));
        Assert.StartsWith(Result + ": no histogram", Assert.Throws<PlanException>(() => ResultFiles.Read(Result)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_can_be_written_to_is_left_empty()
    {
        var deep = Path.Combine(_directory.FullPath, "a", "b");
        ResultFiles.Prepare(deep);
        Assert.Empty(Directory.EnumerateFileSystemEntries(deep));
    }

    [Fact]
    public void A_directory_that_cannot_be_made_is_named()
    {
        File.WriteAllText(Result, "");
        Assert.StartsWith($"--out {Result}/x cannot be written to: ", Assert.Throws<PlanException>(() => ResultFiles.Prepare(Result + "/x")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();
}
