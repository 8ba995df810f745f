using HighPerf.Load.Feeds;
using HighPerf.Load.Plans;
using HighPerf.Testing.Servers;

namespace HighPerf.Load.Tests.Feeds;

public sealed class CsvTests : IDisposable
{
    private readonly TestDirectory _directory = TestDirectory.Create("csv");

    [Fact]
    public void Quotes_may_hold_commas_and_quotes()
    {
        var columns = Csv.Read(File("id, name \n1,\"Rojas, Ana\"\n2,\"la \"\"jefa\"\"\"\n\n3,\n"));
        Assert.Equal(new[] { "1", "2", "3" }, columns["id"]);
        Assert.Equal(new[] { "Rojas, Ana", "la \"jefa\"", "" }, columns["name"]);
    }

    [Theory]
    [InlineData("id,name\n", "a line of names and at least one of values")]
    [InlineData("id,name\n1,a\n2\n", "row 2 has 1 values, and there are 2 names")]
    [InlineData("id,id\n1,2\n", "two columns have the same name")]
    public void What_is_no_table_is_named(string text, string message) => Assert.Contains(message, Assert.Throws<PlanException>(() => Csv.Read(File(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_file_that_is_not_there_is_named() => Assert.Contains("nobody.csv", Assert.Throws<PlanException>(() => Csv.Read(Path.Combine(_directory.FullPath, "nobody.csv"))).Message, StringComparison.Ordinal);

    public void Dispose() => _directory.Dispose();

    private string File(string text)
    {
        var path = Path.Combine(_directory.FullPath, "feed.csv");
        global::System.IO.File.WriteAllText(path, text);
        return path;
    }
}
