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

    /// <summary>A key frame at least every two seconds, so that a player seeks quickly.</summary>
    public const int GopFrames = 60;

    public static IReadOnlyList<(string Name, string Value)> Options { get; } =
    [
        ("preset", "veryfast"),
        ("crf", "22"),
        ("profile", "high"),
        // Keeps SPS and PPS from depending on what the pictures show (x264 --stitchable).
        ("x264-params", "stitchable=1"),
    ];

    public static string Signature { get; } = string.Create(
        CultureInfo.InvariantCulture,
        $"h264 {Width}x{Height} {FramesPerSecond}fps gop {GopFrames} lavc {AVConst.LIBAVCODEC_VERSION_INT:x} " +
        $"{string.Join(' ', Options.Select(option => $"{option.Name}={option.Value}"))}");
}
