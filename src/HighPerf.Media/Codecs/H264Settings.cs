using System.Globalization;
using HighPerf.Media.Native;

namespace HighPerf.Media.Codecs;

/// <summary>
/// How every showcase and every bumper is encoded. Bumpers are joined to bodies packet by packet, which is only sound when
/// both came from these very settings: <see cref="Signature"/> names them, and a cached bumper carries its hash.
/// </summary>
internal static class H264Settings
{
    public const int Width = 1280;
    public const int Height = 720;
    public const int FramesPerSecond = 30;

    /// <summary>
    /// The most frames from one key frame to the next: x264's own default. Two seconds instead would cost a fixed camera's clip
    /// a third more bits, to spare a seek in half a minute of video a fraction of a second.
    /// </summary>
    public const int GopFrames = 250;

    public static IReadOnlyList<(string Name, string Value)> Options { get; } =
    [
        // Chosen by measurement (ops/decisions/0012): superfast with what it lacks most, looking ahead (mbtree) and trellis, has veryfast's
        // quality at its bit rate for three fifths of its work.
        ("preset", "superfast"),
        ("crf", "23.8"),
        ("profile", "high"),
        // stitchable keeps SPS and PPS from depending on what the pictures show.
        ("x264-params", "stitchable=1:mbtree=1:rc-lookahead=10:trellis=1:aq-strength=0.95:bframes=3:b-bias=-10:deblock=1,1"),
    ];

    public static string Signature { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"h264 {Width}x{Height} {FramesPerSecond}fps gop {GopFrames} lavc {AVConst.LIBAVCODEC_VERSION_INT:x} " +
        $"{string.Join(' ', Options.Select(option => $"{option.Name}={option.Value}"))}");
}
