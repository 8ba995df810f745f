using HighPerf.Media.Colour;
using HighPerf.Media.Painting;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests.Colour;

public sealed unsafe class ToneMapperTests
{
    private const int Neutral = 512;

    // Ten-bit codes of video range and the cd/m² they stand for, from ITU-R BT.2408-7, tables 1 and 2.
    [Theory]
    [InlineData("PerceptualQuantizer", 64, 0)]
    [InlineData("PerceptualQuantizer", 572, 203)]
    [InlineData("HybridLogGamma", 721, 203)]
    [InlineData("HybridLogGamma", 940, 1000)]
    public void Grey_keeps_its_light_up_to_the_curve(string transfer, int code, double nits)
    {
        var light = (float)(nits / HdrTransfer.ReferenceWhite);
        var curve = new ToneCurve(HdrTransfer.Peak / HdrTransfer.ReferenceWhite);
        var expected = 16 + (219 * Math.Pow(light == 0 ? 0 : light * curve.Factor(light), 1 / 2.4));
        var (luma, cb, cr) = Map(Enum.Parse<Transfer>(transfer), code, Neutral, Neutral);
        Assert.Equal(expected, luma, 1.5);
        Assert.Equal((128, 128), (cb, cr));
    }

    [Fact]
    public void Dark_light_stays_as_it_is_and_the_peak_becomes_white()
    {
        var curve = new ToneCurve(5);
        Assert.Equal(1, curve.Factor(ToneCurve.Knee / 2));
        Assert.Equal(1, curve.Factor(ToneCurve.Knee), 1e-5);
        Assert.Equal(1, 5 * curve.Factor(5), 1e-4);
    }

    [Fact]
    public void The_last_columns_are_mapped_as_the_others_are()
    {
        // Eight columns at a time, and two at a time what is left: thirteen pairs have both.
        using var canvas = CanvasFrame.Create();
        using var planes = new WordPlanes(26, 2);
        var random = new Random(3);
        for (var x = 0; x < 26; x++)
        {
            var same = x % 2 == 0 ? (short)random.Next(64 * 8, 940 * 8) : ((short*)planes[0].Data)[x - 1];
            ((short*)planes[0].Data)[x] = same;
            ((short*)(planes[0].Data + planes[0].Stride))[x] = same;
            ((short*)planes[1].Data)[x / 2] = (short)random.Next(300 * 8, 700 * 8);
            ((short*)planes[2].Data)[x / 2] = (short)random.Next(300 * 8, 700 * 8);
        }
        var mapper = new ToneMapper(new SourceColours(SourceColours.Bt2020, FullRange: false, Transfer.PerceptualQuantizer, ChromaSite.Left));
        mapper.Map(planes, canvas, new Canvas(26, 2, 0, 0));
        for (var x = 0; x < 26; x += 2)
        {
            using var single = CanvasFrame.Create();
            using var block = new WordPlanes(2, 2);
            for (var i = 0; i < 2; i++)
            {
                ((short*)block[0].Data)[i] = ((short*)planes[0].Data)[x];
                ((short*)(block[0].Data + block[0].Stride))[i] = ((short*)planes[0].Data)[x];
            }
            *(short*)block[1].Data = ((short*)planes[1].Data)[x / 2];
            *(short*)block[2].Data = ((short*)planes[2].Data)[x / 2];
            mapper.Map(block, single, new Canvas(2, 2, 0, 0));
            Assert.Equal(((byte*)single.Plane(0).Data)[0], ((byte*)canvas.Plane(0).Data)[x], 1.0);
            Assert.Equal(*(byte*)single.Plane(1).Data, ((byte*)canvas.Plane(1).Data)[x / 2], 1.0);
            Assert.Equal(*(byte*)single.Plane(2).Data, ((byte*)canvas.Plane(2).Data)[x / 2], 1.0);
        }
    }

    private static (int Luma, int Cb, int Cr) Map(Transfer transfer, int luma, int cb, int cr)
    {
        using var canvas = CanvasFrame.Create();
        using var planes = new WordPlanes(16, 2);
        for (var plane = 0; plane < 3; plane++)
            for (var y = 0; y < (plane == 0 ? 2 : 1); y++)
                for (var x = 0; x < 16; x++)
                    ((short*)(planes[plane].Data + (y * planes[plane].Stride)))[x] = (short)(8 * (plane == 0 ? luma : plane == 1 ? cb : cr));
        new ToneMapper(new SourceColours(SourceColours.Bt2020, FullRange: false, transfer, ChromaSite.Left)).Map(planes, canvas, new Canvas(16, 2, 0, 0));
        return (*(byte*)canvas.Plane(0).Data, *(byte*)canvas.Plane(1).Data, *(byte*)canvas.Plane(2).Data);
    }
}
