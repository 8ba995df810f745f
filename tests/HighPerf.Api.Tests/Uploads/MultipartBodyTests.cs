using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using HighPerf.Api.Uploads;

namespace HighPerf.Api.Tests.Uploads;

/// <summary>Bodies that come in any pieces, with contents that look like boundaries.</summary>
public sealed class MultipartBodyTests
{
    private const string Boundary = "--x-y";

    public static TheoryData<int> Seeds { get; } = [.. Enumerable.Range(0, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Parts_are_what_was_sent_however_they_come(int seed)
    {
        var random = new Random(seed);
        var parts = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Content(random)).ToList();
        var body = Body(parts, random.Next(2) == 0 ? "" : "nobody's\r\n");

        Assert.Equal(parts, await ReadAsync(Arriving(body, random)), new BytesComparer());
        Assert.Equal(parts, await ReadAsync(PipeReader.Create(Cut(body, random))), new BytesComparer());
    }

    [Fact]
    public async Task A_body_that_ends_early_is_broken_wherever_it_ends()
    {
        var random = new Random(1);
        var body = Body([Content(random), Content(random)], "");
        for (var length = 0; length < body.Length - 2; length++) // the last line break is nobody's
        {
            await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Arriving(body[..length], new Random(length))));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("no boundary at all")]
    [InlineData("----x-y\r\nContent-Disposition: form-data; name=\"a\"\r\n")]
    [InlineData("----x-y and more\r\n\r\nwhat\r\n----x-y--")]
    public async Task A_body_of_no_form_is_broken(string body) =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Arriving(Encoding.ASCII.GetBytes(body), new Random(2))));

    [Fact]
    public async Task Too_many_headers_are_refused() =>
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(Arriving(Encoding.ASCII.GetBytes("----x-y\r\n" + new string('a', 20_000)), new Random(3))));

    private static async Task<List<byte[]>> ReadAsync(PipeReader pipe)
    {
        var body = new MultipartBody(pipe, Boundary);
        var parts = new List<byte[]>();
        while (await body.NextAsync(default) is { } disposition)
        {
            Assert.Equal($"form-data; name=\"{parts.Count.ToString(CultureInfo.InvariantCulture)}\"", disposition);
            var part = new ArrayBufferWriter<byte>();
            while (await body.ReadAsync(default) is { IsEmpty: false } bytes)
            {
                foreach (var piece in bytes) part.Write(piece.Span);
                body.Advance();
            }

            parts.Add(part.WrittenSpan.ToArray());
        }

        return parts;
    }

    /// <summary>Of the characters that boundaries are made of, so that beginnings of one are everywhere, but not a whole one.</summary>
    private static byte[] Content(Random random)
    {
        const string Alphabet = "\r\n--x-y";
        var text = new StringBuilder();
        for (var left = random.Next(200); left > 0; left--)
        {
            if (random.Next(8) == 0) text.Append("\r\n----x-y".AsSpan(0, random.Next(9)));
            else text.Append(Alphabet[random.Next(Alphabet.Length)]);
        }

        var content = text.ToString();
        while (content.Contains("\r\n----x-y", StringComparison.Ordinal)) content = content.Replace("\r\n----x-y", "", StringComparison.Ordinal);
        return Encoding.ASCII.GetBytes(content);
    }

    private static byte[] Body(List<byte[]> parts, string preamble)
    {
        var body = new MemoryStream();
        body.Write(Encoding.ASCII.GetBytes(preamble));
        for (var i = 0; i < parts.Count; i++)
        {
            body.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"--{Boundary}\r\nContent-Disposition: form-data; name=\"{i}\"\r\n\r\n")));
            body.Write(parts[i]);
            body.Write("\r\n"u8);
        }

        body.Write(Encoding.ASCII.GetBytes($"--{Boundary}--\r\n"));
        return body.ToArray();
    }

    private static PipeReader Arriving(byte[] bytes, Random random)
    {
        var sizes = new List<int>();
        for (var left = bytes.Length; left > 0; left -= sizes[^1]) sizes.Add(Math.Min(random.Next(1, 30), left));
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 16));
        _ = Task.Run(async () =>
        {
            var at = 0;
            foreach (var size in sizes)
            {
                await pipe.Writer.WriteAsync(bytes.AsMemory(at, size));
                at += size;
            }

            await pipe.Writer.CompleteAsync();
        });
        return pipe.Reader;
    }

    private static ReadOnlySequence<byte> Cut(byte[] bytes, Random random)
    {
        var first = new Piece(bytes.AsMemory(0, Math.Min(bytes.Length, random.Next(5))), null);
        var last = first;
        for (var at = first.Memory.Length; at < bytes.Length; at += last.Memory.Length) last = new Piece(bytes.AsMemory(at, Math.Min(random.Next(12), bytes.Length - at)), last);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(ReadOnlyMemory<byte> memory, Piece? before)
        {
            Memory = memory;
            if (before is null) return;
            before.Next = this;
            RunningIndex = before.RunningIndex + before.Memory.Length;
        }
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] bytes) => bytes.Length;
    }
}
