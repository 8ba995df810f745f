using System.Text;
using HighPerf.Load.Http;

namespace HighPerf.Load.Tests.Http;

public sealed class ResponseReaderTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, "hello")]
    [InlineData("HTTP/1.1 201 Created\r\ncontent-length:0\r\n\r\n", 201, "")]
    [InlineData("HTTP/1.1 204 No Content\r\nServer: x\r\n\r\n", 204, "")]
    [InlineData("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n", 304, "")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6; x=y\r\n world\r\n0\r\n\r\n", 200, "hello world")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\nTrailer: 7\r\n\r\n", 200, "x")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", 200, "ok")]
    public void An_answer_is_the_same_however_it_comes(string text, int status, string body)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        foreach (var piece in new[] { 1, 2, 3, 7, bytes.Length })
        {
            var reader = new ResponseReader();
            for (var turn = 0; turn < 2; turn++) // a connection has many
            {
                reader.Reset();
                Assert.Equal(Progress.Complete, Feed(reader, bytes, piece));
                Assert.Equal((status, body, (long)body.Length), (reader.Status, Encoding.ASCII.GetString(reader.Body), reader.BodyLength));
            }
        }
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/1.1 2x0 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nlonger")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n")]
    public void What_is_no_answer_is_said_to_be_none(string text) =>
        Assert.Equal(Progress.Malformed, Feed(new ResponseReader(), Encoding.ASCII.GetBytes(text), text.Length));

    [Fact]
    public void A_body_without_a_length_ends_with_the_connection()
    {
        var reader = new ResponseReader();
        Assert.Equal(Progress.More, Feed(reader, "HTTP/1.1 200 OK\r\n\r\nall of it"u8.ToArray(), 5));
        Assert.Equal(Progress.Complete, reader.End());
        Assert.True(reader.Closes);
        Assert.Equal("all of it", Encoding.ASCII.GetString(reader.Body));
    }

    [Fact]
    public void An_answer_that_is_cut_off_is_none()
    {
        var reader = new ResponseReader();
        Feed(reader, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"u8.ToArray(), 100);
        Assert.Equal(Progress.Malformed, reader.End());
        reader.Reset();
        Assert.Equal(Progress.Malformed, reader.End());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_long_body_is_counted_and_not_kept(bool chunked)
    {
        const int Length = 9 << 20;
        var reader = new ResponseReader();
        var head = Encoding.ASCII.GetBytes(chunked ? $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Length:x}\r\n" : $"HTTP/1.1 200 OK\r\nContent-Length: {Length}\r\n\r\n");
        Assert.Equal(chunked ? Progress.More : Progress.Complete, Feed(reader, [.. head, .. new byte[Length]], 100_000));
        if (chunked) Assert.Equal(Progress.Complete, Feed(reader, "\r\n0\r\n\r\n"u8.ToArray(), 100));
        Assert.Equal(Length, reader.BodyLength);
        Assert.True(reader.Body.IsEmpty);
    }

    [Fact]
    public void A_header_is_found_whatever_its_case()
    {
        var reader = new ResponseReader();
        Feed(reader, "HTTP/1.1 201 Created\r\nLocation-Of: no\r\nLOCATION:  /api/uploads/7 \r\nConnection: close\r\nContent-Length: 0\r\n\r\n"u8.ToArray(), 200);
        Assert.Equal("/api/uploads/7", Encoding.ASCII.GetString(reader.Header("Location"u8)));
        Assert.True(reader.Header("Upload-Offset"u8).IsEmpty);
        Assert.True(reader.Closes);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", "b\r\nevent: one\n\r\n", "e\r\n\nevent: three\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\n", "event: one\n", "\nevent: three\n")]
    public void A_stream_is_read_as_it_comes_and_forgotten(string head, string first, string second)
    {
        var reader = new ResponseReader();
        Assert.Equal(Progress.More, Feed(reader, Encoding.ASCII.GetBytes(head + first), 3));
        Assert.Equal("event: one\n", Encoding.ASCII.GetString(reader.Fresh));
        reader.Forget();
        Assert.Equal(Progress.More, Feed(reader, Encoding.ASCII.GetBytes(second), 3));
        Assert.Equal("\nevent: three\n", Encoding.ASCII.GetString(reader.Fresh));
    }

    private static Progress Feed(ResponseReader reader, byte[] bytes, int piece)
    {
        var progress = Progress.More;
        for (var at = 0; at < bytes.Length && progress == Progress.More; )
        {
            var room = reader.Room();
            var length = Math.Min(Math.Min(piece, room.Length), bytes.Length - at);
            bytes.AsSpan(at, length).CopyTo(room);
            at += length;
            progress = reader.Take(length);
        }

        return progress;
    }
}
