using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HighPerf.Media.Scaling;

/// <summary>
/// The row filter of processors with AVX-512 BW: the samples of sixteen outputs are loaded once, as words, and one permutation (vpermw, or vpermt2w where they
/// fill two vectors) brings each output's next two side by side. The same sums as <see cref="RowFilter"/>'s, in half its instructions.
/// </summary>
internal sealed unsafe class WideRowFilter : IRowFilter
{
    public const int Block = 16;

    private const int Lanes = 32; // words of a vector
    private const int VectorBytes = 64;

    private readonly int _bits;
    private readonly int _pairs;
    private readonly int _blocks;
    private readonly int _outputs;
    private readonly bool _twoVectors;
    private readonly int* _bases;
    private readonly byte* _tables; // of each block: for each pair an index of words, then their weights
    private readonly int _tableBytes;
    private readonly bool _repeats;

    /// <param name="axis">Whose outputs are made; <see cref="Supports"/> it.</param>
    /// <param name="bits">Bits of a sample: 8, or 9 to 14 in little-endian words.</param>
    public WideRowFilter(ResampleAxis axis, int bits)
    {
        _bits = bits;
        _pairs = axis.Taps / 2;
        _outputs = axis.OutputLength;
        _blocks = (_outputs + Block - 1) / Block;
        var vectors = Vectors(axis);
        _twoVectors = vectors == 2;
        _tableBytes = _pairs * 2 * VectorBytes;
        _bases = (int*)NativeMemory.Alloc((nuint)(_blocks * sizeof(int)));
        _tables = (byte*)NativeMemory.AlignedAlloc((nuint)(_blocks * _tableBytes), VectorBytes);
        for (var block = 0; block < _blocks; block++) Fill(axis, block, vectors * Lanes);
        _repeats = Repeats();
    }

    public static bool Supports(ResampleAxis axis) =>
        Avx512BW.IsSupported && axis.OutputLength >= Block && Vectors(axis) is var vectors && vectors <= 2 && axis.InputLength >= vectors * Lanes;

    public void Dispose()
    {
        NativeMemory.Free(_bases);
        NativeMemory.AlignedFree(_tables);
    }

    public void Run(byte* row, short* words)
    {
        if (_bits == 8) RunBytes(row, words);
        else RunWords((ushort*)row, words);
    }

    private void RunBytes(byte* row, short* words)
    {
        for (var block = 0; block < _blocks; block++)
        {
            Place(block, out var source, out var output, out var table);
            var low = Avx512BW.ConvertToVector512Int16(Vector256.Load(row + source));
            Sum(low, _twoVectors ? Avx512BW.ConvertToVector512Int16(Vector256.Load(row + source + Lanes)) : low, table).Store(words + output);
        }
    }

    private void RunWords(ushort* row, short* words)
    {
        for (var block = 0; block < _blocks; block++)
        {
            Place(block, out var source, out var output, out var table);
            var low = Vector512.Load(row + source).AsInt16();
            Sum(low, _twoVectors ? Vector512.Load(row + source + Lanes).AsInt16() : low, table).Store(words + output);
        }
    }

    private Vector256<short> Sum(Vector512<short> low, Vector512<short> high, byte* table)
    {
        var sum = Vector512.Create(1 << (_bits - 1));
        for (var pair = 0; pair < _pairs; pair++)
        {
            var index = Vector512.LoadAligned((short*)table);
            var samples = _twoVectors ? Avx512BW.PermuteVar32x16x2(low, index, high) : Avx512BW.PermuteVar32x16(low, index);
            sum = Avx512F.Add(sum, Avx512BW.MultiplyAddAdjacent(samples, Vector512.LoadAligned((short*)(table + VectorBytes))));
            table += 2 * VectorBytes;
        }
        return Avx512F.ConvertToVector256Int16WithSaturation(Avx512F.ShiftRightArithmetic(sum, Vector128.CreateScalar(_bits)));
    }

    private void Place(int block, out int source, out int output, out byte* table)
    {
        var inner = _repeats && block > 0 && block < _blocks - 1;
        output = FirstOutput(block);
        source = _bases[block];
        table = _tables + ((inner ? 1 : block) * _tableBytes);
    }

    // The last block ends with the last output, and may make some outputs again.
    private int FirstOutput(int block) => Math.Min(block * Block, _outputs - Block);

    // How many vectors the samples of sixteen outputs fill, at most.
    private static int Vectors(ResampleAxis axis)
    {
        var widest = 0;
        for (var i = 0; i + Block <= axis.OutputLength; i++) widest = Math.Max(widest, Math.Abs(axis.Starts[i + Block - 1] - axis.Starts[i]) + axis.Taps);
        return (widest + Lanes - 1) / Lanes;
    }

    private void Fill(ResampleAxis axis, int block, int window)
    {
        var first = FirstOutput(block);
        var lowest = Math.Min(Math.Min(axis.Starts[first], axis.Starts[first + Block - 1]), axis.InputLength - window);
        _bases[block] = lowest;
        var table = (short*)(_tables + (block * _tableBytes));
        for (var pair = 0; pair < _pairs; pair++, table += 2 * Lanes)
            for (var word = 0; word < Lanes; word++)
            {
                var tap = (pair * 2) + (word & 1);
                table[word] = (short)(axis.Starts[first + (word / 2)] - lowest + tap);
                table[Lanes + word] = axis.Weights(first + (word / 2))[tap];
            }
    }

    // The inner blocks have equal tables: the first of them stays in the first-level cache.
    private bool Repeats()
    {
        for (var block = 2; block < _blocks - 1; block++)
            if (!new Span<byte>(_tables + (block * _tableBytes), _tableBytes).SequenceEqual(new Span<byte>(_tables + _tableBytes, _tableBytes)))
                return false;
        return true;
    }
}
