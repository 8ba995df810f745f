using System.Text;
using HighPerf.Load.Http;

namespace HighPerf.Load.Tests.Http;

public sealed class EventReaderTests
{
    [Theory]
    [InlineData("data: one\n\ndata: two\n\n", 2, "one")]
    [InlineData("data: one\r\n\r\ndata: two\r\n\r\n", 2, "one")]
    [InlineData("data: one\r\rdata: two\r\r", 2, "one")]
    [InlineData("data: one\r\n\ndata: two\r\r\n", 2, "one")]
    [InlineData("event: standings\nid: 7\ndata:{\"a\":1}\n\n", 1, "{\"a\":1}")]
    [InlineData("data: one\ndata:  two\n\n", 1, "one\n two")]
    [InlineData("\uFEFFdata: one\n\n", 1, "one")]
    [InlineData("data\n\n", 1, "")]
    [InlineData("retry: 2000\n\n", 0, "")]
    [InlineData("retry: 2000\n\n:\n\n: a sign of life\n\ndata: one\n\n:\n\n", 1, "one")]
    [InlineData("event: nothing\n\n\n\n", 0, "")]
    [InlineData("database: no\n\n", 0, "")]
    [InlineData("data: not its end\n", 0, "not its end")]
    public void Events_with_data_are_counted_however_they_come(string text, int events, string first)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new EventReader();
        foreach (var piece in new[] { 1, 2, 3, 7, bytes.Length })
        {
            reader.Reset();
            var counted = 0;
            foreach (var part in bytes.Chunk(piece)) counted += reader.Take(part);
            Assert.Equal((events, events, first), (counted, (int)reader.Count, Encoding.UTF8.GetString(reader.First)));
        }
    }

    [Fact]
    public void A_line_without_an_end_is_kept_to_a_limit()
    {
        var reader = new EventReader();
        var part = new byte[1 << 20];
        part.AsSpan().Fill((byte)'x');
        reader.Take("data: "u8);
        for (var n = 0; n < 10; n++) reader.Take(part);
        Assert.Equal(1, reader.Take("\n\n"u8));
        Assert.InRange(reader.First.Length, 1, 4 << 20);
    }
}
