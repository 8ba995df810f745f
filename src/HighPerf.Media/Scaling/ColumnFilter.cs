using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HighPerf.Media.Scaling;

/// <summary>Sums weighted rows of words (full scale 2¹⁵, mid-grey zero) into one row of 8-bit samples, or of words with a full scale of 2¹³.</summary>
/// <remarks>
/// vpmulhrsw takes 2¹⁵ for one: with weights in 2¹⁵ths each product is rounded at 1/128 of an 8-bit step, with weights in 2¹⁴ths, where 2¹⁵ths
/// do not fit a word, at 1/64. The rows were rounded down by as much as the step to bytes afterwards rounds up too often, so that the samples
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
    /// <param name="centre">What mid-grey becomes, of full scale.</param>
    /// <param name="output">As many bytes as a row has words.</param>
    /// <param name="width">At least 16.</param>
    public static void ToBytes(short** rows, ReadOnlySpan<short> weights, int bits, double centre, byte* output, int width)
    {
        var lift = Vector256.Create((short)(Math.Round(centre * (1 << bits)) + (1 << (bits - 9))));
        var down = Vector128.CreateScalar((short)(bits - 8));
        var x = 0;
        for (; x + Wide <= width; x += Wide)
        {
            Sum(rows, weights, x, out var a, out var b, out var c, out var d);
            Pack(a, b, lift, down).Store(output + x);
            Pack(c, d, lift, down).Store(output + x + (2 * Vector));
        }
        for (; x < width; x += Vector)
        {
            x = Math.Min(x, width - Vector); // the last columns are made once more where they overlap
            var sum = Sum(rows, weights, x);
            Pack(sum, sum, lift, down).GetLower().Store(output + x);
        }
    }

    /// <summary>The same without the step to bytes.</summary>
    public static void ToWords(short** rows, ReadOnlySpan<short> weights, int bits, double centre, short* output, int width)
    {
        var round = Vector256.Create((short)(1 << (bits - WordBits - 1)));
        var down = Vector128.CreateScalar((short)(bits - WordBits));
        var lift = Vector256.Create((short)Math.Round(centre * (1 << WordBits)));
        var x = 0;
        for (; x + Wide <= width; x += Wide)
        {
            Sum(rows, weights, x, out var a, out var b, out var c, out var d);
            Word(a, round, down, lift).Store(output + x);
            Word(b, round, down, lift).Store(output + x + Vector);
            Word(c, round, down, lift).Store(output + x + (2 * Vector));
            Word(d, round, down, lift).Store(output + x + (3 * Vector));
        }
        for (; x < width; x += Vector)
        {
            x = Math.Min(x, width - Vector);
            Word(Sum(rows, weights, x), round, down, lift).Store(output + x);
        }
    }

    // Four vectors for each weight that is spread.
    private static void Sum(
        short** rows, ReadOnlySpan<short> weights, int x,
        out Vector256<short> a, out Vector256<short> b, out Vector256<short> c, out Vector256<short> d)
    {
        Vector256<short> s0 = default, s1 = default, s2 = default, s3 = default;
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

    private static Vector256<short> Sum(short** rows, ReadOnlySpan<short> weights, int x)
    {
        var sum = Vector256<short>.Zero;
        for (var tap = 0; tap < weights.Length; tap++)
            sum = Avx2.AddSaturate(sum, Avx2.MultiplyHighRoundScale(Vector256.Create(weights[tap]), Vector256.Load(rows[tap] + x)));
        return sum;
    }

    // Lifted last: on the way to its sum a white sample may lie beyond what a lifted word holds.
    private static Vector256<byte> Pack(Vector256<short> low, Vector256<short> high, Vector256<short> lift, Vector128<short> down)
    {
        low = Avx2.ShiftRightArithmetic(Avx2.AddSaturate(low, lift), down);
        high = Avx2.ShiftRightArithmetic(Avx2.AddSaturate(high, lift), down);
        return Avx2.Permute4x64(Avx2.PackUnsignedSaturate(low, high).AsUInt64(), LanesInOrder).AsByte();
    }

    private static Vector256<short> Word(Vector256<short> sum, Vector256<short> round, Vector128<short> down, Vector256<short> lift) =>
        Avx2.Add(Avx2.ShiftRightArithmetic(Avx2.AddSaturate(sum, round), down), lift);
}
