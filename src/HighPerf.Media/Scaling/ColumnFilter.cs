using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HighPerf.Media.Scaling;

/// <summary>Sums weighted rows of words (full scale 2¹⁴) into one row of 8-bit samples, or of words with a full scale of 2¹³.</summary>
/// <remarks>
/// vpmulhrsw halves on the way (a weight of one is 2¹⁴ of 2¹⁵), hence 2¹³; each product is rounded at 1/32 of an 8-bit step,
/// so the sum is as good as exact before its one rounding to bytes.
/// </remarks>
internal static unsafe class ColumnFilter
{
    /// <summary>Bits of a word's full scale.</summary>
    public const int WordBits = 13;

    private const int Vector = 16;
    private const int Wide = 4 * Vector;
    private const int DownToByte = WordBits - 8;
    private const byte LanesInOrder = 0b_11_01_10_00;

    /// <param name="rows">The rows, one for each weight.</param>
    /// <param name="weights">Their weights.</param>
    /// <param name="offset">Added to each sample, in units of 2⁻¹³ of full scale.</param>
    /// <param name="output">As many bytes as a row has words.</param>
    /// <param name="width">At least 16.</param>
    public static void ToBytes(short** rows, ReadOnlySpan<short> weights, int offset, byte* output, int width)
    {
        var round = Vector256.Create((short)(offset + (1 << (DownToByte - 1))));
        var x = 0;
        for (; x + Wide <= width; x += Wide)
        {
            Sum(rows, weights, x, round, out var a, out var b, out var c, out var d);
            Pack(a, b).Store(output + x);
            Pack(c, d).Store(output + x + (2 * Vector));
        }
        for (; x < width; x += Vector)
        {
            x = Math.Min(x, width - Vector); // the last columns are made once more where they overlap
            var sum = Sum(rows, weights, x, round);
            Pack(sum, sum).GetLower().Store(output + x);
        }
    }

    /// <summary>The same without the step to bytes.</summary>
    public static void ToWords(short** rows, ReadOnlySpan<short> weights, short* output, int width)
    {
        var x = 0;
        for (; x + Wide <= width; x += Wide)
        {
            Sum(rows, weights, x, Vector256<short>.Zero, out var a, out var b, out var c, out var d);
            a.Store(output + x);
            b.Store(output + x + Vector);
            c.Store(output + x + (2 * Vector));
            d.Store(output + x + (3 * Vector));
        }
        for (; x < width; x += Vector)
        {
            x = Math.Min(x, width - Vector);
            Sum(rows, weights, x, Vector256<short>.Zero).Store(output + x);
        }
    }

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

    private static Vector256<byte> Pack(Vector256<short> low, Vector256<short> high) => Avx2.Permute4x64(
        Avx2.PackUnsignedSaturate(Avx2.ShiftRightArithmetic(low, DownToByte), Avx2.ShiftRightArithmetic(high, DownToByte)).AsUInt64(),
        LanesInOrder).AsByte();
}
