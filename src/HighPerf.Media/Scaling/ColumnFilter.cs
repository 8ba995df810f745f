using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HighPerf.Media.Scaling;

/// <summary>Sums weighted rows of words (full scale 2¹⁴) into one row of 8-bit samples, or of words with a full scale of 2¹³.</summary>
/// <remarks>
/// vpmulhrsw takes 2¹⁵ for one: with weights in 2¹⁵ths each product is rounded at 1/64 of an 8-bit step, with weights in 2¹⁴ths, where 2¹⁵ths
/// do not fit a word, at 1/32. The rows were rounded down by as much as the step to bytes afterwards rounds up too often, so that the samples
/// of flat pictures, which lie where a step begins, are not brightened.
/// </remarks>
internal static unsafe class ColumnFilter
{
    /// <summary>Bits of a word's full scale.</summary>
    public const int WordBits = 13;

    private const int Vector = 16;
    private const int Wide = 4 * Vector;
    private const byte LanesInOrder = 0b_11_01_10_00;

    /// <param name="rows">The rows, one for each weight.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="bits">Of a weight of one: 14 or 15.</param>
    /// <param name="offset">Added to each sample, of full scale.</param>
    /// <param name="output">As many bytes as a row has words.</param>
    /// <param name="width">At least 16.</param>
    public static void ToBytes(short** rows, ReadOnlySpan<short> weights, int bits, double offset, byte* output, int width)
    {
        var sumBits = SumBits(bits);
        var round = Vector256.Create((short)(Math.Round(offset * (1 << sumBits)) + (1 << (sumBits - 9))));
        var down = Vector128.CreateScalar((short)(sumBits - 8));
        var x = 0;
        for (; x + Wide <= width; x += Wide)
        {
            Sum(rows, weights, x, round, out var a, out var b, out var c, out var d);
            Pack(a, b, down).Store(output + x);
            Pack(c, d, down).Store(output + x + (2 * Vector));
        }
        for (; x < width; x += Vector)
        {
            x = Math.Min(x, width - Vector); // the last columns are made once more where they overlap
            var sum = Sum(rows, weights, x, round);
            Pack(sum, sum, down).GetLower().Store(output + x);
        }
    }

    /// <summary>The same without the step to bytes.</summary>
    public static void ToWords(short** rows, ReadOnlySpan<short> weights, int bits, short* output, int width)
    {
        var excess = SumBits(bits) - WordBits;
        var round = Vector256.Create((short)excess); // half of two, or nothing of one
        var down = Vector128.CreateScalar((short)excess);
        var x = 0;
        for (; x + Wide <= width; x += Wide)
        {
            Sum(rows, weights, x, round, out var a, out var b, out var c, out var d);
            Avx2.ShiftRightArithmetic(a, down).Store(output + x);
            Avx2.ShiftRightArithmetic(b, down).Store(output + x + Vector);
            Avx2.ShiftRightArithmetic(c, down).Store(output + x + (2 * Vector));
            Avx2.ShiftRightArithmetic(d, down).Store(output + x + (3 * Vector));
        }
        for (; x < width; x += Vector)
        {
            x = Math.Min(x, width - Vector);
            Avx2.ShiftRightArithmetic(Sum(rows, weights, x, round), down).Store(output + x);
        }
    }

    // Rows of 14 bits times weights; vpmulhrsw drops fifteen.
    private static int SumBits(int weightBits) => 14 + weightBits - 15;

    // Four vectors for each weight that is spread.
    private static void Sum(
        short** rows, ReadOnlySpan<short> weights, int x, Vector256<short> start,
        out Vector256<short> a, out Vector256<short> b, out Vector256<short> c, out Vector256<short> d)
    {
        Vector256<short> s0 = start, s1 = start, s2 = start, s3 = start;
        for (var tap = 0; tap < weights.Length; tap++)
        {
            var weight = Vector256.Create(weights[tap]);
            var row = rows[tap] + x;
            s0 = Avx2.AddSaturate(s0, Avx2.MultiplyHighRoundScale(weight, Vector256.Load(row)));
            s1 = Avx2.AddSaturate(s1, Avx2.MultiplyHighRoundScale(weight, Vector256.Load(row + Vector)));
            s2 = Avx2.AddSaturate(s2, Avx2.MultiplyHighRoundScale(weight, Vector256.Load(row + (2 * Vector))));
            s3 = Avx2.AddSaturate(s3, Avx2.MultiplyHighRoundScale(weight, Vector256.Load(row + (3 * Vector))));
        }
        (a, b, c, d) = (s0, s1, s2, s3);
    }

    private static Vector256<short> Sum(short** rows, ReadOnlySpan<short> weights, int x, Vector256<short> sum)
    {
        for (var tap = 0; tap < weights.Length; tap++)
            sum = Avx2.AddSaturate(sum, Avx2.MultiplyHighRoundScale(Vector256.Create(weights[tap]), Vector256.Load(rows[tap] + x)));
        return sum;
    }

    private static Vector256<byte> Pack(Vector256<short> low, Vector256<short> high, Vector128<short> down) => Avx2.Permute4x64(
        Avx2.PackUnsignedSaturate(Avx2.ShiftRightArithmetic(low, down), Avx2.ShiftRightArithmetic(high, down)).AsUInt64(),
        LanesInOrder).AsByte();
}
