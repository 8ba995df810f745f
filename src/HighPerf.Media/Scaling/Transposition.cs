using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HighPerf.Media.Scaling;

/// <summary>Swaps rows and columns of a plane, eight by eight samples at a time.</summary>
internal static unsafe class Transposition
{
    private const int Tile = 8;

    /// <param name="input">Of <paramref name="width"/> × <paramref name="height"/> samples of 8 bits.</param>
    /// <param name="output">Of <paramref name="height"/> × <paramref name="width"/>.</param>
    public static void Bytes(byte* input, nint inputStride, int width, int height, byte* output, nint outputStride)
    {
        var y = 0;
        for (; y + Tile <= height && Sse2.IsSupported; y += Tile)
        {
            var x = 0;
            for (; x + Tile <= width; x += Tile)
                OneTile(input + (y * inputStride) + x, inputStride, output + (x * outputStride) + y, outputStride);
            Samples(input, inputStride, output, outputStride, x, width, y, y + Tile);
        }
        Samples(input, inputStride, output, outputStride, 0, width, y, height);
    }

    /// <summary>The same for samples of 16 bits; strides in bytes.</summary>
    public static void Words(short* input, nint inputStride, int width, int height, short* output, nint outputStride)
    {
        for (var y = 0; y < height; y++)
        {
            var row = (short*)((byte*)input + (y * inputStride));
            for (var x = 0; x < width; x++) *((short*)((byte*)output + (x * outputStride)) + y) = row[x];
        }
    }

    private static void Samples(byte* input, nint inputStride, byte* output, nint outputStride, int left, int right, int top, int bottom)
    {
        for (var y = top; y < bottom; y++)
            for (var x = left; x < right; x++)
                output[(x * outputStride) + y] = input[(y * inputStride) + x];
    }

    private static void OneTile(byte* input, nint inputStride, byte* output, nint outputStride)
    {
        var r01 = Sse2.UnpackLow(Row(input, inputStride, 0), Row(input, inputStride, 1));
        var r23 = Sse2.UnpackLow(Row(input, inputStride, 2), Row(input, inputStride, 3));
        var r45 = Sse2.UnpackLow(Row(input, inputStride, 4), Row(input, inputStride, 5));
        var r67 = Sse2.UnpackLow(Row(input, inputStride, 6), Row(input, inputStride, 7));
        var low0 = Sse2.UnpackLow(r01.AsInt16(), r23.AsInt16());
        var high0 = Sse2.UnpackHigh(r01.AsInt16(), r23.AsInt16());
        var low4 = Sse2.UnpackLow(r45.AsInt16(), r67.AsInt16());
        var high4 = Sse2.UnpackHigh(r45.AsInt16(), r67.AsInt16());
        Store(Sse2.UnpackLow(low0.AsInt32(), low4.AsInt32()), output, outputStride, 0);
        Store(Sse2.UnpackHigh(low0.AsInt32(), low4.AsInt32()), output, outputStride, 2);
        Store(Sse2.UnpackLow(high0.AsInt32(), high4.AsInt32()), output, outputStride, 4);
        Store(Sse2.UnpackHigh(high0.AsInt32(), high4.AsInt32()), output, outputStride, 6);
    }

    private static Vector128<byte> Row(byte* input, nint stride, int row) => Sse2.LoadScalarVector128((ulong*)(input + (row * stride))).AsByte();

    private static void Store(Vector128<int> two, byte* output, nint stride, int row)
    {
        *(ulong*)(output + (row * stride)) = two.AsUInt64().GetElement(0);
        *(ulong*)(output + ((row + 1) * stride)) = two.AsUInt64().GetElement(1);
    }
}
