using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using HighPerf.Media.Codecs;
using HighPerf.Media.Painting;
using HighPerf.Media.Scaling;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Colour;

/// <summary>
/// BT.2020 of high dynamic range to BT.709 of standard range, both in luma and chroma: to light, to the smaller gamut, the
/// strongest of the three components through <see cref="ToneCurve"/> and the others along with it, so that hue stays, and
/// back through the screen's gamma of 2.4 (ITU-R BT.1886).
/// </summary>
internal sealed unsafe class ToneMapper
{
    private const int Entries = 4096;
    private const int Vector = 8;
    private const float Gamma = 2.4f;
    private const int FullScale = 1 << ColumnFilter.WordBits;

    // ITU-R BT.2020-2, table 4 (non-constant luminance).
    private const float RedOfCr = 1.4746f, GreenOfCb = -0.16455313f, GreenOfCr = -0.57135313f, BlueOfCb = 1.8814f;

    private readonly float[] _light = new float[Entries];
    private readonly float[] _sample = new float[Entries];
    private readonly ToneCurve _curve = new(HdrTransfer.Peak / HdrTransfer.ReferenceWhite);
    private readonly float _lumaScale;
    private readonly float _lumaOffset;
    private readonly float _chromaScale;

    public ToneMapper(SourceColours colours)
    {
        // Codes of video range, in 1/256 of full scale: ITU-R BT.2100-2, table 9.
        _lumaScale = (colours.FullRange ? 256f / 255 : 256f / 219) / FullScale;
        _lumaOffset = colours.FullRange ? 0 : -16f / 219;
        _chromaScale = (colours.FullRange ? 256f / 255 : 256f / 224) / FullScale;
        for (var i = 0; i < Entries; i++)
        {
            _light[i] = (float)HdrTransfer.ToLight(colours.Transfer, (double)i / (Entries - 1));
            // By the root of light, where the curve is nearly straight.
            _sample[i] = MathF.Pow((float)i / (Entries - 1), 2 / Gamma);
        }
    }

    public void Map(WordPlanes planes, Frame canvas, Canvas at)
    {
        var (luma, lumaStride) = planes[0];
        var (cb, cbStride) = planes[1];
        var (cr, crStride) = planes[2];
        var (outLuma, outLumaStride) = canvas.Plane(0);
        var (outCb, outCbStride) = canvas.Plane(1);
        var (outCr, outCrStride) = canvas.Plane(2);
        fixed (float* light = _light, sample = _sample)
            for (var y = 0; y < at.Height; y += 2)
            {
                var rows = new Rows(
                    (short*)(luma + (y * lumaStride)), (short*)(luma + ((y + 1) * lumaStride)),
                    (short*)(cb + (y / 2 * cbStride)), (short*)(cr + (y / 2 * crStride)),
                    (byte*)outLuma + ((long)(y + at.Y) * outLumaStride) + at.X, (byte*)outLuma + ((long)(y + 1 + at.Y) * outLumaStride) + at.X,
                    (byte*)outCb + ((long)((y + at.Y) / 2) * outCbStride) + (at.X / 2),
                    (byte*)outCr + ((long)((y + at.Y) / 2) * outCrStride) + (at.X / 2));
                var x = 0;
                if (Avx2.IsSupported)
                    for (; x + Vector <= at.Width; x += Vector)
                        MapVectors(rows, x, light, sample);
                for (; x < at.Width; x += 2) MapBlock(rows, x, light, sample);
            }
    }

    // Two by two luma samples and the chroma they share.
    private void MapBlock(Rows rows, int x, float* light, float* sample)
    {
        var cb = (rows.Cb[x / 2] - (FullScale / 2)) * _chromaScale;
        var cr = (rows.Cr[x / 2] - (FullScale / 2)) * _chromaScale;
        float blue = 0, red = 0;
        for (var i = 0; i < 4; i++)
        {
            var luma = ((i < 2 ? rows.Luma0 : rows.Luma1)[x + (i & 1)] * _lumaScale) + _lumaOffset;
            var r = light[Index(luma + (RedOfCr * cr))];
            var g = light[Index(luma + (GreenOfCb * cb) + (GreenOfCr * cr))];
            var b = light[Index(luma + (BlueOfCb * cb))];
            var (r7, g7, b7) = ((1.660491f * r) - (0.587641f * g) - (0.072850f * b), (-0.124550f * r) + (1.132900f * g) - (0.008349f * b), (-0.018151f * r) - (0.100579f * g) + (1.118730f * b));
            var factor = _curve.Factor(MathF.Max(1e-6f, MathF.Max(r7, MathF.Max(g7, b7))));
            var (rs, gs, bs) = (Sample(r7 * factor, sample), Sample(g7 * factor, sample), Sample(b7 * factor, sample));
            var y = (0.2126f * rs) + (0.7152f * gs) + (0.0722f * bs);
            (i < 2 ? rows.OutLuma0 : rows.OutLuma1)[x + (i & 1)] = (byte)(16.5f + (219 * y));
            blue += bs - y;
            red += rs - y;
        }
        rows.OutCb[x / 2] = (byte)(128.5f + (blue * (224 / 1.8556f / 4)));
        rows.OutCr[x / 2] = (byte)(128.5f + (red * (224 / 1.5748f / 4)));
    }

    // Eight by two luma samples.
    private void MapVectors(Rows rows, int x, float* light, float* sample)
    {
        var half = Vector256.Create(FullScale / 2);
        var spread = Vector256.Create(0, 0, 1, 1, 2, 2, 3, 3);
        var cb = Chroma(rows.Cb + (x / 2), half, spread) * _chromaScale;
        var cr = Chroma(rows.Cr + (x / 2), half, spread) * _chromaScale;
        var redPart = cr * RedOfCr;
        var greenPart = (cb * GreenOfCb) + (cr * GreenOfCr);
        var bluePart = cb * BlueOfCb;
        var (blue0, red0) = MapRow(rows.Luma0 + x, rows.OutLuma0 + x, redPart, greenPart, bluePart, light, sample);
        var (blue1, red1) = MapRow(rows.Luma1 + x, rows.OutLuma1 + x, redPart, greenPart, bluePart, light, sample);
        StoreChroma(blue0 + blue1, 224 / 1.8556f / 4, rows.OutCb + (x / 2));
        StoreChroma(red0 + red1, 224 / 1.5748f / 4, rows.OutCr + (x / 2));
    }

    private (Vector256<float> Blue, Vector256<float> Red) MapRow(
        short* luma, byte* output, Vector256<float> redPart, Vector256<float> greenPart, Vector256<float> bluePart, float* light, float* sample)
    {
        var y = (Avx.ConvertToVector256Single(Avx2.ConvertToVector256Int32(luma)) * _lumaScale) + Vector256.Create(_lumaOffset);
        var r = LookUp(light, y + redPart);
        var g = LookUp(light, y + greenPart);
        var b = LookUp(light, y + bluePart);
        var r7 = (r * 1.660491f) - (g * 0.587641f) - (b * 0.072850f);
        var g7 = (g * 1.132900f) - (r * 0.124550f) - (b * 0.008349f);
        var b7 = (b * 1.118730f) - (g * 0.100579f) - (r * 0.018151f);
        var strongest = Avx.Max(Avx.Max(r7, g7), Avx.Max(b7, Vector256.Create(1e-6f)));
        var bent = Avx.Divide((strongest + Vector256.Create(_curve.A)) * _curve.Scale, (strongest + Vector256.Create(_curve.B)) * strongest);
        var factor = Avx.BlendVariable(bent, Vector256<float>.One, Avx.CompareLessThanOrEqual(strongest, Vector256.Create(ToneCurve.Knee)));
        var rs = SampleOf(sample, r7 * factor);
        var gs = SampleOf(sample, g7 * factor);
        var bs = SampleOf(sample, b7 * factor);
        var newLuma = (rs * 0.2126f) + (gs * 0.7152f) + (bs * 0.0722f);
        var codes = Avx.ConvertToVector256Int32((newLuma * 219) + Vector256.Create(16f));
        var words = Sse41.PackUnsignedSaturate(codes.GetLower(), codes.GetUpper());
        Sse2.StoreScalar((long*)output, Sse2.PackUnsignedSaturate(words.AsInt16(), words.AsInt16()).AsInt64());
        return (bs - newLuma, rs - newLuma);
    }

    private static Vector256<float> Chroma(short* words, Vector256<int> half, Vector256<int> spread)
    {
        var four = Sse41.ConvertToVector128Int32(Vector128.CreateScalar(*(long*)words).AsInt16());
        return Avx.ConvertToVector256Single(Avx2.Subtract(Avx2.PermuteVar8x32(four.ToVector256Unsafe(), spread), half));
    }

    private static void StoreChroma(Vector256<float> sums, float scale, byte* output)
    {
        var pairs = Avx.HorizontalAdd(sums, sums); // (0+1, 2+3) twice in the lower half, (4+5, 6+7) in the upper
        var four = Sse.MoveLowToHigh(pairs.GetLower(), pairs.GetUpper());
        var codes = Sse2.ConvertToVector128Int32((four * scale) + Vector128.Create(128f));
        var words = Sse41.PackUnsignedSaturate(codes, codes);
        *(uint*)output = Sse2.PackUnsignedSaturate(words.AsInt16(), words.AsInt16()).AsUInt32().ToScalar();
    }

    private static Vector256<float> LookUp(float* table, Vector256<float> at)
    {
        var place = Avx.Min(Avx.Max(at, Vector256<float>.Zero), Vector256<float>.One) * (Entries - 1);
        return Avx2.GatherVector256(table, Avx.ConvertToVector256Int32(place), sizeof(float));
    }

    private static Vector256<float> SampleOf(float* table, Vector256<float> light) => LookUp(table, Avx.Sqrt(Avx.Max(light, Vector256<float>.Zero)));

    private static int Index(float at) => (int)((Math.Clamp(at, 0, 1) * (Entries - 1)) + 0.5f);

    private static float Sample(float light, float* table) => table[Index(MathF.Sqrt(MathF.Max(0, light)))];

    private readonly struct Rows(
        short* luma0, short* luma1, short* cb, short* cr, byte* outLuma0, byte* outLuma1, byte* outCb, byte* outCr)
    {
        public readonly short* Luma0 = luma0, Luma1 = luma1, Cb = cb, Cr = cr;
        public readonly byte* OutLuma0 = outLuma0, OutLuma1 = outLuma1, OutCb = outCb, OutCr = outCr;
    }
}
