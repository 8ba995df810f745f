namespace HighPerf.Media.Scaling;

/// <summary>
/// One axis of a resampling: for each output sample the first of <see cref="Taps"/> input samples and their weights in
/// units of 1/<see cref="One"/>. The kernel is the cubic of Mitchell and Netravali ("Reconstruction Filters in Computer
/// Graphics", 1988) with B = 0 and C = 0.6, as libswscale's bicubic has it, made wider by the ratio when it scales down.
/// </summary>
/// <remarks>Input samples beyond an edge are the edge's: their weight is added to its, so no tap lies outside.</remarks>
internal sealed class ResampleAxis
{
    /// <summary>A weight of one.</summary>
    public const int One = 1 << 14;

    private const double C = 0.6;
    private const int KernelRadius = 2;

    private readonly int[] _starts;
    private readonly short[] _weights;

    private ResampleAxis(int inputLength, int outputLength, int taps)
    {
        InputLength = inputLength;
        OutputLength = outputLength;
        Taps = taps;
        _starts = new int[outputLength];
        _weights = new short[outputLength * taps];
    }

    public int InputLength { get; }

    public int OutputLength { get; }

    /// <summary>Even.</summary>
    public int Taps { get; }

    /// <summary>The first input sample of each output sample; never falls, or never rises when the axis is mirrored.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    public ReadOnlySpan<short> Weights(int output) => _weights.AsSpan(output * Taps, Taps);

    /// <param name="inputLength">Samples of the input.</param>
    /// <param name="outputLength">Samples of the output.</param>
    /// <param name="ratio">Input samples an output sample stands for; of the luma's lengths, for chroma too.</param>
    /// <param name="shift">Added to every position in the input, in input samples: where chroma lies between luma.</param>
    /// <param name="mirrored">The input is read from its end.</param>
    public static ResampleAxis Create(int inputLength, int outputLength, double ratio, double shift = 0, bool mirrored = false)
    {
        var widening = Math.Max(1, ratio);
        var radius = KernelRadius * widening;
        var taps = TapsFor(ratio);
        var axis = new ResampleAxis(inputLength, outputLength, taps);
        Span<double> weights = stackalloc double[taps];
        for (var output = 0; output < outputLength; output++)
        {
            var position = ((output + 0.5) * ratio) - 0.5 + shift;
            var first = (int)Math.Floor(position - radius) + 1;
            var start = Math.Clamp(first, 0, inputLength - taps);
            weights.Clear();
            double sum = 0;
            for (var i = first; i < first + taps; i++)
            {
                var weight = Kernel((i - position) / widening);
                weights[Math.Clamp(i, 0, inputLength - 1) - start] += weight;
                sum += weight;
            }
            if (mirrored) weights.Reverse();
            axis._starts[output] = mirrored ? inputLength - taps - start : start;
            Quantize(weights, sum, axis._weights.AsSpan(output * taps, taps));
        }
        return axis;
    }

    /// <summary>How many input samples an output sample is made of; an input must have as many.</summary>
    public static int TapsFor(double ratio) => ((int)Math.Ceiling(2 * KernelRadius * Math.Max(1, ratio)) + 1) / 2 * 2;

    // What rounding leaves over goes to the largest weight, so that a flat picture stays exactly as bright as it was.
    private static void Quantize(ReadOnlySpan<double> weights, double sum, Span<short> quantized)
    {
        var left = One;
        var largest = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            quantized[i] = (short)Math.Round(weights[i] / sum * One);
            left -= quantized[i];
            if (quantized[i] > quantized[largest]) largest = i;
        }
        quantized[largest] += (short)left;
    }

    private static double Kernel(double x)
    {
        x = Math.Abs(x);
        return x switch
        {
            < 1 => ((2 - C) * x * x * x) - ((3 - C) * x * x) + 1,
            < 2 => (-C * x * x * x) + (5 * C * x * x) - (8 * C * x) + (4 * C),
            _ => 0,
        };
    }
}
