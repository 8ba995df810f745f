namespace HighPerf.Media.Showcase;

/// <summary>
/// One of the eight ways a picture can lie, from the display matrix of its track (ISO/IEC 14496-12, 8.3.2.3; nine numbers,
/// libavutil/display.h). Phones always write the picture as the sensor sees it and say in the matrix how they were held.
/// </summary>
/// <param name="MirrorX">First, the coded picture's columns are read from the right,</param>
/// <param name="MirrorY">its rows from below;</param>
/// <param name="Turned">then rows and columns change places, and with them width and height.</param>
internal readonly record struct Orientation(bool MirrorX, bool MirrorY, bool Turned)
{
    public static Orientation Upright => default;

    /// <summary>The libav filters that put the picture upright, empty when there is nothing to do.</summary>
    public string Filters => (Turned, MirrorX, MirrorY) switch
    {
        (false, false, false) => "",
        (false, true, true) => "hflip,vflip",
        (false, true, false) => "hflip",
        (false, false, true) => "vflip",
        (true, false, true) => "transpose=clock", // what was right points down
        (true, true, false) => "transpose=cclock",
        (true, false, false) => "transpose=cclock_flip", // x and y change places
        (true, true, true) => "transpose=clock_flip",
    };

    /// <param name="matrix">Row by row: a point (x, y) goes to (a·x + c·y, b·x + d·y) with a, b, c, d at 0, 1, 3, 4.</param>
    public static Orientation Of(ReadOnlySpan<int> matrix)
    {
        if (matrix.Length < 9) return Upright;
        long a = matrix[0], b = matrix[1], c = matrix[3], d = matrix[4];

        // No phone writes a slanted picture; whatever is nearest to a quarter turn is taken.
        return Math.Abs(a) + Math.Abs(d) >= Math.Abs(b) + Math.Abs(c)
            ? new Orientation(a < 0, d < 0, Turned: false)
            : new Orientation(b < 0, c < 0, Turned: true);
    }
}
