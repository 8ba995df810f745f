using HighPerf.Media.Scaling;

namespace HighPerf.Media.Tests.Scaling;

public sealed unsafe class TranspositionTests
{
    [Theory]
    [InlineData(720, 404)]
    [InlineData(17, 9)]
    [InlineData(3, 5)]
    [InlineData(8, 8)]
    public void Rows_become_columns(int width, int height)
    {
        var input = new byte[width * height];
        new Random(width).NextBytes(input);
        var output = new byte[width * height];
        fixed (byte* from = input, to = output) Transposition.Bytes(from, width, width, height, to, height);
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                Assert.Equal(input[(y * width) + x], output[(x * height) + y]);
    }
}
