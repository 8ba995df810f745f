namespace HighPerf.Media.Scaling;

/// <summary>What a plane's samples become besides resampled: <c>sample × Gain + Offset</c>, with full scale as one.</summary>
internal readonly record struct Levels(double Gain, double Offset)
{
    public static Levels Same { get; } = new(1, 0);

    /// <summary>Luma of full range (0…255) to video range (16…235); ITU-R BT.709-6, 4.6.</summary>
    public static Levels LumaToVideoRange { get; } = new(219.0 / 255, 16.0 / 256);

    /// <summary>Chroma of full range to video range, both around 128.</summary>
    public static Levels ChromaToVideoRange { get; } = new(224.0 / 255, 128.0 / 256 * (1 - (224.0 / 255)));
}
