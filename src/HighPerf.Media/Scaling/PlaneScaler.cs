using System.Runtime.InteropServices;

namespace HighPerf.Media.Scaling;

/// <summary>
/// Resamples one plane in both directions: each input row once along the row, into a ring of as many rows as the columns
/// need, and from the ring straight into the output. Nothing else is written.
/// </summary>
internal sealed unsafe class PlaneScaler : IDisposable
{
    private const int Alignment = 64;

    private readonly RowFilter _rows;
    private readonly ResampleAxis _vertical;
    private readonly short[] _weights;
    private readonly int _width;
    private readonly int _weightBits;
    private readonly double _centre;
    private readonly short* _ring;
    private readonly int _ringStride;
    private readonly short** _order;

    public PlaneScaler(ResampleAxis horizontal, ResampleAxis vertical, int bits, Levels levels)
    {
        _rows = new RowFilter(horizontal, bits);
        _vertical = vertical;
        _width = horizontal.OutputLength;
        _weights = new short[vertical.OutputLength * vertical.Taps];
        // Weights of a picture that keeps its height, or grows, may be as large as one, which a word holds in 2¹⁴ths alone.
        var largest = 0;
        for (var output = 0; output < vertical.OutputLength; output++)
            foreach (var weight in vertical.Weights(output)) largest = Math.Max(largest, weight);
        _weightBits = 2 * largest <= short.MaxValue ? 15 : 14;
        for (var output = 0; output < vertical.OutputLength; output++) Amplify(output, levels.Gain * (_weightBits == 15 ? 2 : 1));
        _centre = (levels.Gain / 2) + levels.Offset;
        _ringStride = (_width + RowFilter.Block + 31) / 32 * 32;
        _ring = (short*)NativeMemory.AlignedAlloc((nuint)(_ringStride * vertical.Taps * sizeof(short)), Alignment);
        _order = (short**)NativeMemory.AlignedAlloc((nuint)(vertical.Taps * sizeof(nint)), Alignment);
    }

    public int Width => _width;

    public int Height => _vertical.OutputLength;

    public static bool Supports(ResampleAxis horizontal, int bits) => RowFilter.Supports(horizontal, bits);

    public void ToBytes(byte* input, nint inputStride, byte* output, nint outputStride) => Run(input, inputStride, output, outputStride, words: false);

    /// <summary>To words with a full scale of 2¹³ (<see cref="ColumnFilter.WordBits"/>); a little beyond it where edges ring.</summary>
    public void ToWords(byte* input, nint inputStride, short* output, nint outputStride) => Run(input, inputStride, (byte*)output, outputStride, words: true);

    public void Dispose()
    {
        _rows.Dispose();
        NativeMemory.AlignedFree(_ring);
        NativeMemory.AlignedFree(_order);
    }

    // Output rows are made in the order in which they use input rows: from below when the axis is mirrored.
    private void Run(byte* input, nint inputStride, byte* output, nint outputStride, bool words)
    {
        var taps = _vertical.Taps;
        var starts = _vertical.Starts;
        var mirrored = starts[^1] < starts[0];
        var filled = 0; // input rows before this one have been in the ring
        for (var i = 0; i < starts.Length; i++)
        {
            var y = mirrored ? starts.Length - 1 - i : i;
            var start = starts[y];
            for (filled = Math.Max(filled, start); filled < start + taps; filled++)
                _rows.Run(input + (filled * inputStride), _ring + (filled % taps * _ringStride));
            for (var tap = 0; tap < taps; tap++) _order[tap] = _ring + ((start + tap) % taps * _ringStride);
            var weights = _weights.AsSpan(y * taps, taps);
            if (words) ColumnFilter.ToWords(_order, weights, _weightBits, _centre, (short*)(output + (y * outputStride)), _width);
            else ColumnFilter.ToBytes(_order, weights, _weightBits, _centre, output + (y * outputStride), _width);
        }
    }

    private void Amplify(int output, double gain)
    {
        var taps = _vertical.Taps;
        for (var tap = 0; tap < taps; tap++)
            _weights[(output * taps) + tap] = (short)Math.Round(_vertical.Weights(output)[tap] * gain);
    }
}
