namespace HighPerf.MediaRace.Sources;

/// <summary>A clip that contestants are given.</summary>
/// <param name="Name">As in <c>--sources</c>.</param>
/// <param name="Shows">What it is, for the report.</param>
/// <param name="Use">What its figures may be used for.</param>
/// <param name="Footage">The real footage it is made from.</param>
/// <param name="Filters">From the footage to the picture: <c>[0:v]</c> to <c>[v]</c>, endless.</param>
/// <param name="Encoder">The camera's encoder.</param>
/// <param name="FramesPerSecond">Of the clip.</param>
/// <param name="Rotation">Degrees in the display matrix.</param>
/// <param name="RepeatedSeconds">When above 0, only this much is encoded and the rest repeats it, packet by packet.</param>
internal sealed record Source(
    string Name,
    string Shows,
    SourceUse Use,
    Footage Footage,
    string Filters,
    IReadOnlyList<string> Encoder,
    int FramesPerSecond = 30,
    int Rotation = 0,
    double RepeatedSeconds = 0)
{
    /// <summary>Whether it counts in the geometric means over 1080p landscape clips.</summary>
    public bool IsLandscape => Use is not SourceUse.Other;
}
