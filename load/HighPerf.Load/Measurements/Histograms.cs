using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using HdrHistogram;
using HdrHistogram.Utilities;

namespace HighPerf.Load.Measurements;

/// <summary>Histograms as texts: HdrHistogram's compressed V2 encoding in Base64, which its tools in all languages read.</summary>
internal static class Histograms
{
    private const int Header = 8; // a cookie, and the length of what follows

    public static string Encode(HistogramBase histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity() + 64);
        var length = histogram.EncodeIntoCompressedByteBuffer(buffer);
        var bytes = new byte[length];
        buffer.Position = 0;
        for (var n = 0; n < length; n++) bytes[n] = buffer.Get();
        return Convert.ToBase64String(bytes);
    }

    /// <exception cref="FormatException">It is no histogram.</exception>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(LongHistogram))] // which the library looks for by reflection
    public static HistogramBase Decode(string text)
    {
        try
        {
            var bytes = Convert.FromBase64String(text);
            // The library (2.5.0) reads a DeflateStream once, which may give less than all of it: https://github.com/HdrHistogram/HdrHistogram.NET/pull/130
            using var packed = new ZLibStream(new MemoryStream(bytes, Header, bytes.Length - Header), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            packed.CopyTo(plain);
            return HistogramEncoding.DecodeFromByteBuffer(ByteBuffer.Allocate(plain.ToArray()), 0);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or IndexOutOfRangeException or InvalidCastException)
        {
            throw new FormatException("no histogram of HdrHistogram: " + e.Message, e);
        }
    }

    /// <summary>The sum of several, which must be of the same precision.</summary>
    public static LongHistogram Sum(IEnumerable<HistogramBase> histograms, int digits = StepRecorder.Digits)
    {
        var sum = new LongHistogram(1, StepRecorder.MostMicroseconds, digits);
        foreach (var histogram in histograms) sum.Add(histogram);
        return sum;
    }
}
