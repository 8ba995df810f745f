namespace HighPerf.Media.Tests.Corpus;

/// <summary>
/// How large a source is on the canvas, in the middle of it. Every case states its own, by hand: what the pipeline computes
/// is what is being tested.
/// </summary>
internal readonly record struct PictureArea(int Width, int Height)
{
    public const int CanvasWidth = 1280;
    public const int CanvasHeight = 720;

    /// <summary>No bars: 16:9, whatever its size.</summary>
    public static PictureArea Whole => new(CanvasWidth, CanvasHeight);

    // Even, because chroma has half the resolution.
    public int X => (CanvasWidth - Width) / 2 & ~1;

    public int Y => (CanvasHeight - Height) / 2 & ~1;
}
