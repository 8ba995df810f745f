namespace HighPerf.System.Tests.Clips;

/// <summary>The watermark as it looks on black, and where it stands; found in other pictures by normalised cross-correlation.</summary>
internal sealed class Watermark
{
    private const int SearchRadius = 20;

    private readonly double[] pattern;

    private Watermark(int x, int y, int width, int height, double[] pattern)
    {
        X = x;
        Y = y;
        Width = width;
        Height = height;
        this.pattern = pattern;
    }

    public int X { get; }

    public int Y { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Takes it from the upper right bar of an upright clip's frame: all that is not black there.</summary>
    public static Watermark On(IReadOnlyList<Frame> frames)
    {
        var frame = Assert.Single(frames);
        var (left, top, right, bottom) = (int.MaxValue, int.MaxValue, -1, -1);
        for (var y = 0; y < frame.Height / 2; y++)
        {
            for (var x = 850; x < frame.Width; x++)
            {
                if (!frame.IsLit(x, y))
                    continue;
                left = Math.Min(left, x);
                top = Math.Min(top, y);
                right = Math.Max(right, x);
                bottom = Math.Max(bottom, y);
            }
        }

        Assert.True(right >= 0, "There is no watermark on the black bar.");
        var width = right - left + 1;
        var height = bottom - top + 1;
        var mark = new double[width * height];
        for (var i = 0; i < mark.Length; i++)
            mark[i] = frame.Luma(left + (i % width), top + (i / width));
        return new Watermark(left, top, width, height, mark);
    }

    /// <summary>The best match around the expected place in the mean of some frames: what moves behind it fades, it does not.</summary>
    public (int X, int Y, double Correlation) FindIn(IReadOnlyList<Frame> frames)
    {
        var best = (X: 0, Y: 0, Correlation: double.NegativeInfinity);
        for (var y = Math.Max(0, Y - SearchRadius); y <= Y + SearchRadius; y++)
        {
            for (var x = X - SearchRadius; x <= Math.Min(X + SearchRadius, frames[0].Width - Width); x++)
            {
                var correlation = CorrelationAt(frames, x, y);
                if (correlation > best.Correlation)
                    best = (x, y, correlation);
            }
        }

        return best;
    }

    private double CorrelationAt(IReadOnlyList<Frame> frames, int left, int top)
    {
        double sumA = 0, sumB = 0, sumAA = 0, sumBB = 0, sumAB = 0;
        for (var i = 0; i < pattern.Length; i++)
        {
            double a = 0;
            foreach (var frame in frames)
                a += frame.Luma(left + (i % Width), top + (i / Width));
            a /= frames.Count;
            var b = pattern[i];
            sumA += a;
            sumB += b;
            sumAA += a * a;
            sumBB += b * b;
            sumAB += a * b;
        }

        var n = pattern.Length;
        var covariance = (n * sumAB) - (sumA * sumB);
        var spread = Math.Sqrt(((n * sumAA) - (sumA * sumA)) * ((n * sumBB) - (sumB * sumB)));
        return spread > 0 ? covariance / spread : 0;
    }
}
