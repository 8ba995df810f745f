namespace HighPerf.Media.Showcase;

/// <summary>
/// One of the eight ways a picture can lie, from the display matrix of its track (ISO/IEC 14496-12, 8.3.2.3; nine numbers,
/// libavutil/display.h). Phones always write the picture as the sensor sees it and say in the matrix how they were held.
/// </summary>
/// <param name="Filters">The libav filters that put the picture upright, empty when there is nothing to do.</param>
/// <param name="Turned">Width and height change places.</param>
internal readonly record struct Orientation(string Filters, bool Turned)
{
    public static Orientation Upright => new("", Turned: false);

    /// <param name="matrix">Row by row: a point (x, y) goes to (a·x + c·y, b·x + d·y) with a, b, c, d at 0, 1, 3, 4.</param>
    public static Orientation Of(ReadOnlySpan<int> matrix)
    {
        if (matrix.Length < 9) return Upright;
        long a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];

        // No phone writes a slanted picture; whatever is nearest to a quarter turn is taken.
        if (Math.Abs(a) + Math.Abs(d) >= Math.Abs(b) + Math.Abs(c))
            return (a < 0, d < 0) switch
            {
                (false, false) => Upright,
                (true, true) => new Orientation("hflip,vflip", Turned: false),
                (true, false) => new Orientation("hflip", Turned: false),
                (false, true) => new Orientation("vflip", Turned: false),
            };

        return (b < 0, c < 0) switch
        {
            (false, true) => new Orientation("transpose=clock", Turned: true), // what was right points down
            (true, false) => new Orientation("transpose=cclock", Turned: true),
            (false, false) => new Orientation("transpose=cclock_flip", Turned: true), // x and y change places
            (true, true) => new Orientation("transpose=clock_flip", Turned: true),
        };
    }
}
