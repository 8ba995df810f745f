using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace HighPerf.Media.Scaling;

/// <summary>
/// Resamples rows: 8-bit samples, or samples of up to 14 bits in 16, to 16-bit words in which full scale is 2¹⁵ and
/// mid-grey zero. Sixteen outputs at a time; a byte shuffle brings each output's next two samples side by side, and a multiply-add takes
/// both.
/// </summary>
/// <remarks>
/// Words are rounded down: half a unit too dark on average, which <see cref="ColumnFilter"/> makes good.
/// When the pattern of sixteen outputs repeats (3:2, 2:1, 3:1), its tables are kept once and stay in the first-level cache. Up to a ratio of about 2:1 the
/// samples of four outputs lie in one window of sixteen bytes: it is loaded once, and the shuffle walks through it.
/// </remarks>
internal sealed unsafe class RowFilter : IDisposable
{
    public const int Block = 16;

    private const int Groups = 4; // of four outputs, each in a quarter of two vectors
    private const int Lane = 16;
    private const byte Nothing = 0x80; // vpshufb writes zero for it
    private const int TableAlignment = 32;

    private readonly int _bits;
    private readonly int _bytes;
    private readonly int _pairs;
    private readonly int _blocks;
    private readonly int _outputs;
    private readonly int _windows;
    private readonly int* _bases;
    private readonly byte* _tables;
    private readonly int _tableBytes;
    private readonly int _step;
    private readonly bool _oneWindow;
    private readonly RepeatingBlock? _repeating; // the inner blocks of bytes

    /// <param name="axis">Whose outputs are made; <see cref="Supports"/> it.</param>
    /// <param name="bits">Bits of a sample: 8, or 9 to 14 in little-endian words.</param>
    public RowFilter(ResampleAxis axis, int bits)
    {
        _bits = bits;
        _bytes = bits > 8 ? 2 : 1;
        _pairs = axis.Taps / 2;
        _outputs = axis.OutputLength;
        _blocks = (_outputs + Block - 1) / Block;
        _oneWindow = bits == 8 && FitsOneWindow(axis);
        _windows = _bytes; // a lane's four outputs of words lie too far apart for one window of eight words
        _tableBytes = (Groups * Lane * _windows) + (_pairs * Groups * Lane);
        _bases = (int*)NativeMemory.AlignedAlloc((nuint)(_blocks * Groups * _windows * sizeof(int)), TableAlignment);
        _tables = (byte*)NativeMemory.AlignedAlloc((nuint)(_blocks * _tableBytes), TableAlignment);
        for (var block = 0; block < _blocks; block++) Fill(axis, block);
        _step = Repeats(out var step) ? step : 0;
        if (_oneWindow && _step > 0) _repeating = Repeating(axis);
    }

    /// <summary>Whether inner blocks are made of bytes.</summary>
    public bool IsRepeating => _repeating is not null;

    public static bool Supports(ResampleAxis axis, int bits)
    {
        if (!Avx2.IsSupported || axis.OutputLength < Block) return false;
        var window = bits > 8 ? Lane / 2 : Lane;
        if (axis.InputLength < window + axis.Taps - 2) return false;
        var together = bits > 8 ? 2 : 4;
        for (var i = 0; i + together <= axis.OutputLength; i++)
            if (Math.Abs(axis.Starts[i + together - 1] - axis.Starts[i]) > window - 2)
                return false;
        return true;
    }

    public void Dispose()
    {
        _repeating?.Dispose();
        NativeMemory.AlignedFree(_bases);
        NativeMemory.AlignedFree(_tables);
    }

    /// <summary>One row. Writes as many words as the axis has outputs.</summary>
    public void Run(byte* row, short* words)
    {
        if (_repeating is not null) RunRepeating(row, words);
        else if (_oneWindow) RunWindows(row, words, 0, _blocks);
        else if (_bytes == 1) RunBytes(row, words);
        else RunWords(row, words);
    }

    private void RunRepeating(byte* row, short* words)
    {
        RunWindows(row, words, 0, 1);
        var source = row + _bases[Groups]; // the first quarter's
        for (var block = 1; block < _blocks - 1; block++, source += _step) _repeating!.Run(source, words + (block * Block));
        RunWindows(row, words, _blocks - 1, _blocks);
    }

    private void RunWindows(byte* row, short* words, int firstBlock, int end)
    {
        var centre = Vector256.Create(-1 << (_bits + 13));
        var shift = Vector128.CreateScalar(_bits - 1);
        var next = Vector256.Create((byte)2); // Nothing stays nothing: its highest bit stays set
        for (var block = firstBlock; block < end; block++)
        {
            Place(block, out var source, out var output, out var bases, out var table);
            var from = row + source;
            var low = Vector256.Create(Vector128.Load(from + bases[0]), Vector128.Load(from + bases[2]));
            var high = Vector256.Create(Vector128.Load(from + bases[1]), Vector128.Load(from + bases[3]));
            Vector256<byte> maskA = Vector256.LoadAligned(table), maskB = Vector256.LoadAligned(table + 32);
            var weights = (short*)(table + 64);
            Vector256<int> a = centre, b = centre;
            for (var pair = 0; pair < _pairs; pair++)
            {
                a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(Avx2.Shuffle(low, maskA).AsInt16(), Vector256.LoadAligned(weights)));
                b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(Avx2.Shuffle(high, maskB).AsInt16(), Vector256.LoadAligned(weights + 16)));
                weights += 32;
                maskA = Avx2.Add(maskA, next);
                maskB = Avx2.Add(maskB, next);
            }
            Avx2.PackSignedSaturate(Avx2.ShiftRightArithmetic(a, shift), Avx2.ShiftRightArithmetic(b, shift)).Store(words + output);
        }
    }

    private void RunBytes(byte* row, short* words)
    {
        var centre = Vector256.Create(-1 << (_bits + 13));
        var shift = Vector128.CreateScalar(_bits - 1);
        for (var block = 0; block < _blocks; block++)
        {
            Place(block, out var source, out var output, out var bases, out var table);
            byte* p0 = row + bases[0] + source, p1 = row + bases[1] + source, p2 = row + bases[2] + source, p3 = row + bases[3] + source;
            Vector256<byte> maskA = Vector256.LoadAligned(table), maskB = Vector256.LoadAligned(table + 32);
            var weights = (short*)(table + 64);
            Vector256<int> a = centre, b = centre;
            for (var pair = 0; pair < _pairs; pair++)
            {
                var low = Vector256.Create(Vector128.Load(p0), Vector128.Load(p2));
                var high = Vector256.Create(Vector128.Load(p1), Vector128.Load(p3));
                a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(Avx2.Shuffle(low, maskA).AsInt16(), Vector256.LoadAligned(weights)));
                b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(Avx2.Shuffle(high, maskB).AsInt16(), Vector256.LoadAligned(weights + 16)));
                weights += 32;
                p0 += 2;
                p1 += 2;
                p2 += 2;
                p3 += 2;
            }
            Avx2.PackSignedSaturate(Avx2.ShiftRightArithmetic(a, shift), Avx2.ShiftRightArithmetic(b, shift)).Store(words + output);
        }
    }

    private void RunWords(byte* row, short* words)
    {
        var centre = Vector256.Create(-1 << (_bits + 13));
        var shift = Vector128.CreateScalar(_bits - 1);
        for (var block = 0; block < _blocks; block++)
        {
            Place(block, out var source, out var output, out var bases, out var table);
            var from = row + (2 * source);
            var weights = (short*)(table + 128);
            Vector256<int> a = centre, b = centre;
            for (var pair = 0; pair < _pairs; pair++)
            {
                a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(Gather(from, bases, table), Vector256.LoadAligned(weights)));
                b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(Gather(from, bases + 4, table + 64), Vector256.LoadAligned(weights + 16)));
                weights += 32;
                from += 4;
            }
            Avx2.PackSignedSaturate(Avx2.ShiftRightArithmetic(a, shift), Avx2.ShiftRightArithmetic(b, shift)).Store(words + output);
        }
    }

    // Two outputs of each lane from one window, two from another.
    private static Vector256<short> Gather(byte* from, int* bases, byte* masks)
    {
        var first = Vector256.Create(Vector128.Load(from + (2 * bases[0])), Vector128.Load(from + (2 * bases[1])));
        var second = Vector256.Create(Vector128.Load(from + (2 * bases[2])), Vector128.Load(from + (2 * bases[3])));
        return Avx2.Or(Avx2.Shuffle(first, Vector256.LoadAligned(masks)), Avx2.Shuffle(second, Vector256.LoadAligned(masks + 32))).AsInt16();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Place(int block, out int source, out int output, out int* bases, out byte* table)
    {
        var inner = _step != 0 && block > 0 && block < _blocks - 1;
        var from = inner ? 1 : block;
        source = inner ? (block - 1) * _step : 0;
        output = FirstOutput(block);
        bases = _bases + (from * Groups * _windows);
        table = _tables + (from * _tableBytes);
    }

    // Null where it would read beyond a row, or its sums not fit.
    private RepeatingBlock? Repeating(ResampleAxis axis)
    {
        var block = RepeatingBlock.Create(axis, Block);
        if (block is null || _bases[Groups] + ((_blocks - 3) * _step) + block.Reach <= axis.InputLength) return block;
        block.Dispose();
        return null;
    }

    private static bool FitsOneWindow(ResampleAxis axis)
    {
        for (var i = 0; i + 4 <= axis.OutputLength; i++)
            if (Math.Abs(axis.Starts[i + 3] - axis.Starts[i]) + axis.Taps > Lane)
                return false;
        return true;
    }

    // The last block ends with the last output, and may make some outputs again.
    private int FirstOutput(int block) => Math.Min(block * Block, _outputs - Block);

    private void Fill(ResampleAxis axis, int block)
    {
        var first = FirstOutput(block);
        var bases = _bases + (block * Groups * _windows);
        var table = _tables + (block * _tableBytes);
        new Span<byte>(table, Groups * Lane * _windows).Fill(Nothing);
        // The four quarters, in the order in which packing two vectors of words puts them: A's low, B's low, A's high, B's high.
        for (var group = 0; group < Groups; group++)
        {
            var (vector, half) = (group & 1, group >> 1);
            var outputs = first + (group * 4);
            var each = 4 / _windows;
            for (var window = 0; window < _windows; window++)
            {
                var lowest = int.MaxValue;
                for (var i = 0; i < each; i++) lowest = Math.Min(lowest, axis.Starts[outputs + (window * each) + i]);
                lowest = Math.Min(lowest, axis.InputLength - (Lane / _bytes) - (_oneWindow ? 0 : axis.Taps - 2));
                if (_windows == 1) bases[group] = lowest;
                else bases[(vector * 4) + (window * 2) + half] = lowest;
                var mask = table + (vector * 32 * _windows) + (window * 32) + (half * Lane);
                for (var i = 0; i < each; i++)
                {
                    var slot = (window * each) + i;
                    var at = (axis.Starts[outputs + slot] - lowest) * _bytes;
                    for (var sample = 0; sample < 2; sample++)
                        for (var b = 0; b < _bytes; b++)
                            mask[(slot * 4) + (sample * 2) + b] = (byte)(at + (sample * _bytes) + b);
                }
            }
            var weights = (short*)(table + (Groups * Lane * _windows));
            for (var pair = 0; pair < _pairs; pair++)
                for (var i = 0; i < 4; i++)
                    for (var sample = 0; sample < 2; sample++)
                        weights[(pair * 32) + (vector * 16) + (half * 8) + (i * 2) + sample] = axis.Weights(outputs + i)[(pair * 2) + sample];
        }
    }

    // The inner blocks have equal tables, and equal steps between their bases.
    private bool Repeats(out int step)
    {
        step = 0;
        var perBlock = Groups * _windows;
        if (_blocks < 4) return false;
        step = _bases[2 * perBlock] - _bases[perBlock];
        for (var block = 2; block < _blocks - 1; block++)
        {
            if (!new Span<byte>(_tables + (block * _tableBytes), _tableBytes).SequenceEqual(new Span<byte>(_tables + _tableBytes, _tableBytes))) return false;
            for (var i = 0; i < perBlock; i++)
                if (_bases[(block * perBlock) + i] - _bases[perBlock + i] != (block - 1) * step)
                    return false;
        }
        return step != 0;
    }
}
