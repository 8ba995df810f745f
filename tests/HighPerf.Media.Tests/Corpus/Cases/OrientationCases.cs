using HighPerf.Media.Tests.Mp4;
using static HighPerf.Media.Tests.Corpus.Cases.Recipe;

namespace HighPerf.Media.Tests.Corpus.Cases;

/// <summary>
/// The eight ways a picture can lie. The picture is made as it is to be shown, laid down by the inverse filters, and the
/// matrix is written by hand, so that neither the command line's notion of rotation nor ours decides what is right.
/// </summary>
internal static class OrientationCases
{
    private const int CodedWidth = 1920;
    private const int CodedHeight = 1080;

    private static readonly PictureArea Portrait = new(404, 720);

    public static IEnumerable<CorpusCase> All =>
    [
        Flat("upright", 1, 1, "null", ""),
        Quarter("turned 90", 1, -1, "transpose=cclock", "transpose=clock", chromaY: 0),
        Flat("turned 180", -1, -1, "hflip,vflip", "hflip,vflip", chromaX: 256),
        Quarter("turned 270", -1, 1, "transpose=clock", "transpose=cclock", chromaY: 256),
        Flat("mirrored left to right", -1, 1, "hflip", "hflip", chromaX: 256),
        Flat("mirrored top to bottom", 1, -1, "vflip", "vflip"),
        Quarter("mirrored and turned 90", 1, 1, "transpose=cclock_flip", "transpose=cclock_flip", chromaY: 0),
        Quarter("mirrored and turned 270", -1, -1, "transpose=clock_flip", "transpose=clock_flip", chromaY: 256),
    ];

    // Chroma lies on the left luma sample of two as coded: turned, that may be the right one, the upper or the lower.
    private static CorpusCase Flat(string name, int a, int d, string layDown, string upright, int chromaX = 0) =>
        new(name, [.. Moving($"{CodedWidth}x{CodedHeight}", then: layDown), .. H264, .. Bt709])
        {
            Edit = Mp4Edit.Matrix(a, 0, 0, d, CodedWidth, CodedHeight),
            Upright = upright,
            ChromaX = chromaX,
        };

    private static CorpusCase Quarter(string name, int b, int c, string layDown, string upright, int chromaY) =>
        new(name, [.. Moving($"{CodedHeight}x{CodedWidth}", then: layDown), .. H264, .. Bt709])
        {
            Edit = Mp4Edit.Matrix(0, b, c, 0, CodedWidth, CodedHeight),
            Upright = upright,
            Area = Portrait,
            ChromaX = 128,
            ChromaY = chromaY,
        };
}
