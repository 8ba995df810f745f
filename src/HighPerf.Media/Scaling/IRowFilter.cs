namespace HighPerf.Media.Scaling;

/// <summary>Resamples rows: samples of 8 bits, or of 9 to 14 in little-endian words, to words in which full scale is 2¹⁴.</summary>
internal unsafe interface IRowFilter : IDisposable
{
    /// <summary>One row. Writes as many words as the axis has outputs.</summary>
    void Run(byte* row, short* words);
}
