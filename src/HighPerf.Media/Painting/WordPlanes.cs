using System.Runtime.InteropServices;

namespace HighPerf.Media.Painting;

/// <summary>A 4:2:0 picture of 16-bit words.</summary>
internal sealed unsafe class WordPlanes : IDisposable
{
    private const int Alignment = 64;
    private const int Margin = 16; // samples a vector may write beyond a row

    private readonly short* _data;
    private readonly nint _stride;
    private readonly int _height;

    public WordPlanes(int width, int height)
    {
        _height = height;
        _stride = (width + Margin) * sizeof(short);
        _stride = (_stride + Alignment - 1) / Alignment * Alignment;
        _data = (short*)NativeMemory.AlignedAlloc((nuint)(_stride * height * 2), Alignment);
    }

    /// <summary>The first word of a plane, and how many bytes separate its rows.</summary>
    public (nint Data, nint Stride) this[int plane] => plane switch
    {
        0 => ((nint)_data, _stride),
        1 => ((nint)_data + (_stride * _height), _stride),
        _ => ((nint)_data + (_stride * (_height + (_height / 2))), _stride),
    };

    public void Dispose() => NativeMemory.AlignedFree(_data);
}
