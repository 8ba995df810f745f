namespace HighPerf.Media.Tests.Scaling;

/// <summary>The same bicubic resampling in double precision, sample by sample, from the kernel's formula alone.</summary>
internal static class ExactScaler
{
    public static double[] Scale(int[] input, int width, int height, int newWidth, int newHeight, bool mirrorX = false, bool mirrorY = false)
    {
        var rows = new double[newWidth * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < newWidth; x++)
            {
                var row = y * width;
                rows[(y * newWidth) + x] = Sample(i => input[row + (mirrorX ? width - 1 - i : i)], width, newWidth, x);
            }
        var output = new double[newWidth * newHeight];
        for (var x = 0; x < newWidth; x++)
            for (var y = 0; y < newHeight; y++)
            {
                var column = x;
                output[(y * newWidth) + x] = Sample(i => rows[((mirrorY ? height - 1 - i : i) * newWidth) + column], height, newHeight, y);
            }
        return output;
    }

    private static double Sample(Func<int, double> input, int length, int newLength, int at)
    {
        var ratio = (double)length / newLength;
        var widening = Math.Max(1, ratio);
        var position = ((at + 0.5) * ratio) - 0.5;
        double sum = 0, weights = 0;
        for (var i = (int)Math.Ceiling(position - (2 * widening)); i <= position + (2 * widening); i++)
        {
            var weight = Bicubic((i - position) / widening);
            weights += weight;
            sum += weight * input(Math.Clamp(i, 0, length - 1));
        }
        return sum / weights;
    }

    private static double Bicubic(double distance)
    {
        const double C = 0.6;
        var x = Math.Abs(distance);
        if (x >= 2) return 0;
        return x < 1 ? 1 - ((3 - C) * x * x) + ((2 - C) * x * x * x) : C * (4 - (8 * x) + (5 * x * x) - (x * x * x));
    }
}
