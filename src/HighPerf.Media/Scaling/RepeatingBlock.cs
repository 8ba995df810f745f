using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HighPerf.Media.Scaling;

/// <summary>
/// Sixteen outputs whose pattern repeats along a row of bytes (3:2, 2:1): weights of 12 bits as two bytes each, high and low, so that vpmaddubsw takes the samples as
/// they are, sixteen outputs to a vector.
/// </summary>
/// <remarks>
/// A weight is 64 times its high part, in 64ths, and its low part. <see cref="Create"/> proves of the weights at hand that no sum leaves its word:
/// that of the high parts, that of the low parts, and that of both, which is the weights' own: <c>2 high + (low >> 5) = (64 high + low) >> 5</c>.
/// </remarks>
internal sealed unsafe class RepeatingBlock : IDisposable
{
    public const int Outputs = 16;

    private const int Half = Outputs / 2; // to a lane, whose samples lie in one window of sixteen bytes
    private const int Window = 16;
    private const int FewestPairs = 2;
    private const int MostPairs = 4;
    private const int WeightShift = 2; // from ResampleAxis.One to 2¹²
    private const int LowBits = 6;
    private const int HalfOfHigh = 1 << (LowBits - 1);
    private const int Brightest = 255;
    private const int Centre = 1 << 14; // mid-grey
    private const int HalfOfCentre = Centre / 2; // the high parts count twice

    private readonly int _pairs;
    private readonly int _lane;
    private readonly byte* _table; // the mask; for each pair the high weights and the low ones

    private RepeatingBlock(int pairs, int lane)
    {
        (_pairs, _lane) = (pairs, lane);
        _table = (byte*)NativeMemory.AlignedAlloc((nuint)((1 + (2 * pairs)) * Vector256<byte>.Count), (nuint)Vector256<byte>.Count);
    }

    /// <summary>Of the sixteen outputs from this one on, on an axis that is not mirrored; null when their samples lie too far apart, or their sums might not fit.</summary>
    public static RepeatingBlock? Create(ResampleAxis axis, int first)
    {
        var pairs = axis.Taps / 2;
        if (!Avx2.IsSupported || pairs is < FewestPairs or > MostPairs) return null;
        var start = axis.Starts[first];
        var block = new RepeatingBlock(pairs, lane: axis.Starts[first + Half] - start);
        for (var i = 0; i < Outputs; i++)
        {
            var at = axis.Starts[first + i] - start - (i < Half ? 0 : block._lane);
            if (at > Window - 2 || !block.TryFill(i, at, axis.Weights(first + i)))
            {
                block.Dispose();
                return null;
            }
        }
        return block;
    }

    /// <summary>How many bytes are read, from the first output's first sample on.</summary>
    public int Reach => _lane + (2 * (_pairs - 1)) + Window;

    /// <param name="samples">The first output's first.</param>
    /// <param name="words">Where sixteen are written; full scale is 2¹⁵, mid-grey zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Run(byte* samples, short* words)
    {
        var high = Vector256.Create((short)-HalfOfCentre);
        var low = Vector256<short>.Zero;
        var mask = Vector256.LoadAligned(_table);
        var weights = (sbyte*)_table + Vector256<byte>.Count;
        Add(ref high, ref low, samples, mask, weights);
        Add(ref high, ref low, samples + 2, mask, weights + 64);
        if (_pairs > 2) Add(ref high, ref low, samples + 4, mask, weights + 128);
        if (_pairs > 3) Add(ref high, ref low, samples + 6, mask, weights + 192);
        Avx2.Add(Avx2.Add(high, high), Avx2.ShiftRightArithmetic(low, LowBits - 1)).Store(words);
    }

    public void Dispose() => NativeMemory.AlignedFree(_table);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(ref Vector256<short> high, ref Vector256<short> low, byte* samples, Vector256<byte> mask, sbyte* weights)
    {
        var pairs = Avx2.Shuffle(Vector256.Create(Vector128.Load(samples), Vector128.Load(samples + _lane)), mask);
        high = Avx2.Add(high, Avx2.MultiplyAddAdjacent(pairs, Vector256.LoadAligned(weights)));
        low = Avx2.Add(low, Avx2.MultiplyAddAdjacent(pairs, Vector256.LoadAligned(weights + 32)));
    }

    private bool TryFill(int output, int at, ReadOnlySpan<short> weights)
    {
        Span<int> rounded = stackalloc int[weights.Length];
        Round(weights, rounded);
        Extent highs = default, lows = default, wholes = default;
        for (var tap = 0; tap < weights.Length; tap++)
        {
            var high = (rounded[tap] + HalfOfHigh) >> LowBits;
            var low = rounded[tap] - (high << LowBits);
            if (high is < sbyte.MinValue or > sbyte.MaxValue) return false;
            highs.Add(high);
            lows.Add(low);
            wholes.Add(rounded[tap]);
            var place = _table + Vector256<byte>.Count + (tap / 2 * 64) + (output * 2) + (tap & 1);
            place[0] = (byte)(sbyte)high;
            place[32] = (byte)(sbyte)low;
        }
        _table[output * 2] = (byte)at;
        _table[(output * 2) + 1] = (byte)(at + 1);
        return highs.Most <= short.MaxValue && lows.Most <= short.MaxValue
            && (wholes.Above >> (LowBits - 1)) - Centre <= short.MaxValue && (wholes.Below >> (LowBits - 1)) + 1 + Centre <= -short.MinValue;
    }

    // What rounding leaves over goes to the largest weight, as in ResampleAxis.
    private static void Round(ReadOnlySpan<short> weights, Span<int> rounded)
    {
        var left = ResampleAxis.One >> WeightShift;
        var largest = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            rounded[i] = (weights[i] + (1 << (WeightShift - 1))) >> WeightShift;
            left -= rounded[i];
            if (rounded[i] > rounded[largest]) largest = i;
        }
        rounded[largest] += left;
    }

    // How far a sum of weighted samples can go, on whatever path.
    private struct Extent
    {
        private int _above;
        private int _below;

        public readonly int Above => _above * Brightest;

        public readonly int Below => _below * Brightest;

        /// <summary>Either way from zero.</summary>
        public readonly int Most => Math.Max(Above, Below);

        public void Add(int weight)
        {
            if (weight > 0) _above += weight;
            else _below -= weight;
        }
    }
}
