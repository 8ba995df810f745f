using System.Text;
using HighPerf.Media.Isolation;

namespace HighPerf.Media.Tests.Isolation;

public sealed class BoundedLinesTests
{
    [Fact]
    public async Task Lines_come_whole_however_they_were_written()
    {
        using var stream = new MemoryStream("one\ntwo\n\nunfinished"u8.ToArray());
        Assert.Equal(["one", "two", ""], await ReadAsync(stream));
    }

    [Fact]
    public async Task A_line_without_end_is_dropped_and_the_next_is_read()
    {
        using var stream = new MemoryStream(Encoding.ASCII.GetBytes(new string('x', 500_000) + "\nnext\n"));
        Assert.Equal(["next"], await ReadAsync(stream));
    }

    private static async Task<List<string>> ReadAsync(Stream stream)
    {
        List<string> lines = [];
        await BoundedLines.ReadAsync(stream, line => lines.Add(Encoding.UTF8.GetString(line)));
        return lines;
    }
}
