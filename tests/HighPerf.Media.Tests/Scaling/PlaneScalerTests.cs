using System.Runtime.Intrinsics.X86;
using HighPerf.Media.Scaling;

namespace HighPerf.Media.Tests.Scaling;

public sealed unsafe class PlaneScalerTests
{
    // A sample rounded once, from the exact value, is 58.9 dB away from it: 10·log10(255² · 12).
    private const double RoundingAlone = 58.9;

    /// <summary>Widths that become 1280, bits, whether mirrored.</summary>
    public static TheoryData<int, int, bool> EdgeCases
    {
        get
        {
            var cases = new TheoryData<int, int, bool>();
            foreach (var width in (int[])[1920, 2560, 3840, 1919, 1280, 640])
                foreach (var bits in (int[])[8, 10])
                    foreach (var mirrored in (bool[])[false, true])
                        cases.Add(width, bits, mirrored);
            return cases;
        }
    }

    [Theory]
    [InlineData(1920, 1080, 1280, 720)] // 3:2
    [InlineData(3840, 2160, 1280, 720)] // 3:1
    [InlineData(2560, 1440, 1280, 720)]
    [InlineData(1440, 1080, 960, 720)]
    [InlineData(1919, 1079, 1280, 720)]
    [InlineData(1080, 1920, 404, 720)]
    [InlineData(1280, 720, 1280, 720)]
    [InlineData(640, 360, 1280, 720)] // up
    [InlineData(101, 57, 50, 30)]
    [InlineData(640, 480, 641, 481)]
    public void Eight_bits_come_out_as_the_exact_ones_rounded(int width, int height, int newWidth, int newHeight)
    {
        var input = Noise(width * height, 255);
        var exact = ExactScaler.Scale(input, width, height, newWidth, newHeight);
        Assert.InRange(Psnr(exact, Scale(input, width, height, newWidth, newHeight)), RoundingAlone - 0.2, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_mirrored_axis_is_read_from_its_end(bool x, bool y)
    {
        var input = Noise(333 * 222, 255);
        var exact = ExactScaler.Scale(input, 333, 222, 200, 120, x, y);
        Assert.InRange(Psnr(exact, Scale(input, 333, 222, 200, 120, x, y)), RoundingAlone - 0.2, double.PositiveInfinity);
    }

    [Theory]
    [InlineData(3840, 2160, 1280, 720)]
    [InlineData(1920, 1080, 1280, 720)]
    [InlineData(333, 222, 200, 120)]
    [InlineData(640, 360, 641, 361)] // weights in 2¹⁴ths
    [InlineData(320, 180, 640, 360)]
    public void Ten_bits_keep_their_precision(int width, int height, int newWidth, int newHeight)
    {
        var input = Noise(width * height, 1023);
        var exact = ExactScaler.Scale(input, width, height, newWidth, newHeight);
        var words = ScaleWords(input, width, height, newWidth, newHeight);
        for (var i = 0; i < exact.Length; i++) Assert.Equal(exact[i], words[i] / 8.0, 0.5);
        var bytes = Scale(input, width, height, newWidth, newHeight, bits: 10);
        Assert.InRange(Psnr([.. exact.Select(value => value / 4)], bytes), RoundingAlone - 0.2, double.PositiveInfinity);
    }

    // Else a scaler that is right would be slower, and nobody would see it.
    [Theory]
    [InlineData(1920, 1280, 1.5, 0)]
    [InlineData(960, 640, 1.5, -0.125)] // chroma beside luma: PictureScaler.ChromaAxis
    [InlineData(2560, 1280, 2, 0)]
    [InlineData(1280, 640, 2, -0.25)]
    public void The_usual_ratios_are_made_of_bytes(int length, int newLength, double ratio, double shift)
    {
        using var rows = new RowFilter(ResampleAxis.Create(length, newLength, ratio, shift), 8);
        Assert.Equal(Avx2.IsSupported, rows.IsRepeating);
    }

    // The sums of the brightest and the darkest samples, wherever they meet the weights.
    [Theory]
    [InlineData(1920, 1280, true)]
    [InlineData(2560, 1280, true)]
    [InlineData(1440, 1080, false)] // its pattern is of three outputs, which sixteen are no multiple of
    public void Black_and_white_in_any_order_overflow_neither_bytes_nor_words(int length, int newLength, bool bytes)
    {
        using var rows = new RowFilter(ResampleAxis.Create(length, newLength, (double)length / newLength), 8);
        Assert.Equal(bytes, rows.IsRepeating);
        var random = new Random(length);
        for (var round = 0; round < 200; round++)
        {
            int[] row = [.. Enumerable.Range(0, length).Select(_ => random.Next(2) * 255)];
            var input = Enumerable.Repeat(row, 4).SelectMany(r => r).ToArray();
            var exact = ExactScaler.Scale(input, length, 4, newLength, 4);
            var made = Run(input, length, ResampleAxis.Create(length, newLength, (double)length / newLength), ResampleAxis.Create(4, 4, 1), 8, Levels.Same);
            for (var i = 0; i < made.Length; i++) Assert.Equal(Math.Clamp(exact[i], 0, 255), made[i], 1.0);
        }
    }

    // The same in both directions: what a row overshoots, a column overshoots once more.
    [Theory]
    [InlineData(192, 108, 128, 72)]
    [InlineData(256, 144, 128, 72)]
    [InlineData(128, 72, 192, 108)]
    [InlineData(128, 72, 127, 71)]
    public void Black_and_white_noise_saturates_nowhere_on_the_way(int width, int height, int newWidth, int newHeight)
    {
        var random = new Random(width);
        for (var round = 0; round < 20; round++)
        {
            int[] input = [.. Enumerable.Range(0, width * height).Select(_ => random.Next(2) * 255)];
            var exact = ExactScaler.Scale(input, width, height, newWidth, newHeight);
            var scaled = Scale(input, width, height, newWidth, newHeight);
            for (var i = 0; i < scaled.Length; i++) Assert.Equal(Math.Clamp(exact[i], 0, 255), scaled[i], 1.0);
        }
    }

    // White where weights are positive and black where they are negative, in both directions, is the brightest that any output can be.
    [Theory]
    [InlineData(192, 128)]
    [InlineData(256, 128)]
    [InlineData(144, 108)]
    [InlineData(64, 96)]
    public void The_brightest_and_the_darkest_that_can_be_saturate_nowhere_on_the_way(int length, int newLength)
    {
        var axis = ResampleAxis.Create(length, newLength, (double)length / newLength);
        foreach (var output in Enumerable.Range(newLength / 2, 8))
        {
            var (start, weights) = (axis.Starts[output], axis.Weights(output).ToArray());
            foreach (var white in (bool[])[true, false])
            {
                int[] input = [.. Enumerable.Range(0, length * length).Select(i => Sign(i / length) * Sign(i % length) > 0 == white ? 255 : 0)];
                var exact = ExactScaler.Scale(input, length, length, newLength, newLength);
                var scaled = Scale(input, length, length, newLength, newLength);
                for (var i = 0; i < scaled.Length; i++) Assert.Equal(Math.Clamp(exact[i], 0, 255), scaled[i], 1.0);
            }

            int Sign(int place) => place - start is var tap && tap >= 0 && tap < weights.Length && weights[tap] < 0 ? -1 : 1;
        }
    }

    [Fact]
    public void Full_range_becomes_video_range()
    {
        int[] input = [.. Enumerable.Range(0, 64 * 64).Select(i => i / 64 % 2 == 0 ? 0 : 255)];
        var axis = ResampleAxis.Create(64, 64, 1);
        var output = Run(input, 64, axis, axis, 8, Levels.LumaToVideoRange);
        Assert.Equal([16, 235], output.Select(b => (int)b).Distinct().Order());
        var chroma = Run(input, 64, axis, axis, 8, Levels.ChromaToVideoRange);
        Assert.Equal([16, 240], chroma.Select(b => (int)b).Distinct().Order());
    }

    [Fact]
    public void A_flat_picture_stays_exactly_as_bright()
    {
        for (var value = 0; value < 256; value++)
        {
            int[] input = [.. Enumerable.Repeat(value, 192 * 108)];
            Assert.All(Scale(input, 192, 108, 128, 72), sample => Assert.Equal(value, sample));
        }
    }

    // Samples between a few levels lie where a step to the next byte begins: a sum that is off by a fraction of a step, always the same way, moves many of them.
    [Theory]
    [InlineData(1920, 1080, 1280, 720)]
    [InlineData(3840, 2160, 1280, 720)]
    [InlineData(1440, 1080, 960, 720)]
    [InlineData(1920, 1080, 1280, 1080)] // weights in 2¹⁴ths
    [InlineData(960, 540, 1280, 720)]
    public void What_is_almost_flat_is_neither_brightened_nor_darkened(int width, int height, int newWidth, int newHeight)
    {
        var random = new Random(width);
        int[] input = [.. Enumerable.Range(0, width * height).Select(i => 128 + (i / width % 64 < 32 ? random.Next(2) : random.Next(4)))];
        var exact = ExactScaler.Scale(input, width, height, newWidth, newHeight);
        var scaled = Scale(input, width, height, newWidth, newHeight);
        Assert.InRange(exact.Zip(scaled).Average(pair => pair.Second - Math.Round(pair.First)), -0.009, 0.009);
    }

    [Theory]
    [InlineData(1920)]
    [InlineData(2560)]
    [InlineData(1280)]
    public void A_repeating_block_reads_no_further_than_it_says(int width)
    {
        using var block = RepeatingBlock.Create(ResampleAxis.Create(width, 1280, width / 1280.0), RepeatingBlock.Outputs);
        Assert.NotNull(block);
        using var samples = new GuardedMemory(block.Reach);
        var words = stackalloc short[RepeatingBlock.Outputs];
        block.Run(samples.End - block.Reach, words);
    }

    // In bytes 3:2, 2:1 and 1:1 repeat, 1:2 would but for the row's end, the odd width has one window and 3:1 has several; what is mirrored never repeats.
    [Theory]
    [MemberData(nameof(EdgeCases))]
    public void No_sample_beyond_the_plane_is_read_or_written(int width, int bits, bool mirrored)
    {
        const int Height = 37, NewWidth = 1280, NewHeight = 24;
        var stride = width * (bits > 8 ? 2 : 1);
        using var input = new GuardedMemory(stride * Height);
        using var output = new GuardedMemory(NewWidth * NewHeight);
        var horizontal = ResampleAxis.Create(width, NewWidth, (double)width / NewWidth, mirrored: mirrored);
        var vertical = ResampleAxis.Create(Height, NewHeight, (double)Height / NewHeight, mirrored: mirrored);
        Assert.True(PlaneScaler.Supports(horizontal, bits));
        using (var rows = new RowFilter(horizontal, bits)) Assert.Equal(bits == 8 && !mirrored && width is 1920 or 2560 or 1280, rows.IsRepeating);
        using var scaler = new PlaneScaler(horizontal, vertical, bits, Levels.Same);
        // The plane ends, or begins, where the memory does that the process may touch.
        scaler.ToBytes(input.End - (stride * Height), stride, output.End - (NewWidth * NewHeight), NewWidth);
        scaler.ToBytes(input.Start, stride, output.Start, NewWidth);
    }

    private static byte[] Scale(int[] input, int width, int height, int newWidth, int newHeight, bool mirrorX = false, bool mirrorY = false, int bits = 8) => Run(
        input, width,
        ResampleAxis.Create(width, newWidth, (double)width / newWidth, mirrored: mirrorX),
        ResampleAxis.Create(height, newHeight, (double)height / newHeight, mirrored: mirrorY), bits, Levels.Same);

    private static byte[] Run(int[] input, int width, ResampleAxis horizontal, ResampleAxis vertical, int bits, Levels levels)
    {
        Assert.True(PlaneScaler.Supports(horizontal, bits));
        using var scaler = new PlaneScaler(horizontal, vertical, bits, levels);
        var output = new byte[scaler.Width * scaler.Height];
        fixed (byte* to = output)
            if (bits == 8) fixed (byte* from = (byte[])[.. input.Select(sample => (byte)sample)]) scaler.ToBytes(from, width, to, scaler.Width);
            else fixed (ushort* from = (ushort[])[.. input.Select(sample => (ushort)sample)]) scaler.ToBytes((byte*)from, width * 2, to, scaler.Width);
        return output;
    }

    private static short[] ScaleWords(int[] input, int width, int height, int newWidth, int newHeight)
    {
        using var scaler = new PlaneScaler(
            ResampleAxis.Create(width, newWidth, (double)width / newWidth), ResampleAxis.Create(height, newHeight, (double)height / newHeight), 10, Levels.Same);
        var output = new short[newWidth * newHeight];
        fixed (short* to = output)
        fixed (ushort* from = (ushort[])[.. input.Select(sample => (ushort)sample)])
            scaler.ToWords((byte*)from, width * 2, to, newWidth * 2);
        return output;
    }

    // Half of it smooth, half of it noise, with the extremes in both.
    private static int[] Noise(int count, int most)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, count).Select(i => i % 1000 < 500 ? (int)((Math.Sin(i / 37.0) + 1) / 2 * most) : random.Next(most + 1))];
    }

    // Against what a byte can hold of the exact value.
    private static double Psnr(double[] exact, byte[] output)
    {
        var error = exact.Zip(output).Average(pair => Math.Pow(Math.Clamp(pair.First, 0, 255) - pair.Second, 2));
        return 10 * Math.Log10(255 * 255 / error);
    }
}
