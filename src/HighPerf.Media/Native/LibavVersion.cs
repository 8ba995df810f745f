using static HighPerf.Media.Native.Libav;

namespace HighPerf.Media.Native;

/// <summary>The libav that is linked against the libav the layout was printed for.</summary>
internal static class LibavVersion
{
    /// <summary>AV_VERSION_MAJOR of libavutil/version.h.</summary>
    public static int Major(int version) => version >> 16;

    /// <summary>A library's structs keep their layout within a major version only (libavutil/version.h).</summary>
    /// <exception cref="InvalidOperationException">A library has another major version than the one built against.</exception>
    public static void Check()
    {
        Check(avformat, avformat_version(), AVConst.LIBAVFORMAT_VERSION_INT);
        Check(avcodec, avcodec_version(), AVConst.LIBAVCODEC_VERSION_INT);
        Check(avfilter, avfilter_version(), AVConst.LIBAVFILTER_VERSION_INT);
        Check(swscale, swscale_version(), AVConst.LIBSWSCALE_VERSION_INT);
        Check(avutil, avutil_version(), AVConst.LIBAVUTIL_VERSION_INT);
    }

    internal static void Check(string library, uint linked, int builtAgainst)
    {
        if (Major((int)linked) != Major(builtAgainst))
            throw new InvalidOperationException(
                $"lib{library} {Text(linked)} is linked, but this program was built against {Text((uint)builtAgainst)}.");
    }

    private static string Text(uint version) => $"{version >> 16}.{(version >> 8) & 0xff}.{version & 0xff}";
}
