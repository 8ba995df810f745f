using HighPerf.Hosting.Logging;

namespace HighPerf.Hosting.Tests.Logging;

public sealed class JournalStreamTests
{
    [Theory]
    [InlineData("8:12345", "socket:[12345]", true)]
    [InlineData("8:12345", "socket:[1234]", false)]
    [InlineData("8:12345", "pipe:[12345]", false)] // the output was redirected, and the variable inherited
    [InlineData("8:12345", null, false)]
    [InlineData("12345", "socket:[12345]", false)]
    [InlineData("", "socket:[]", false)]
    [InlineData(null, "socket:[12345]", false)]
    public void The_journal_is_known_by_its_inode(string? variable, string? target, bool journal) => Assert.Equal(journal, JournalStream.Is(variable, target));
}
