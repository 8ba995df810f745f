using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HighPerf.Media.Native;

/// <summary>
/// In the shared flavour "avformat" must become the very file the layout was printed for: <c>libavformat.so.59</c>, never
/// whatever version a bare <c>libavformat.so</c> points to. In the static flavour the linker has bound the calls and this
/// is never asked.
/// </summary>
internal static class LibavResolver
{
#pragma warning disable CA2255 // The one place that runs before any call, whoever makes it.
    [ModuleInitializer]
    internal static void Register() => NativeLibrary.SetDllImportResolver(typeof(LibavResolver).Assembly, Resolve);
#pragma warning restore CA2255

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        var major = name switch
        {
            Libav.avformat => LibavVersion.Major(AVConst.LIBAVFORMAT_VERSION_INT),
            Libav.avcodec => LibavVersion.Major(AVConst.LIBAVCODEC_VERSION_INT),
            Libav.avfilter => LibavVersion.Major(AVConst.LIBAVFILTER_VERSION_INT),
            Libav.swscale => LibavVersion.Major(AVConst.LIBSWSCALE_VERSION_INT),
            Libav.avutil => LibavVersion.Major(AVConst.LIBAVUTIL_VERSION_INT),
            _ => 0,
        };
        return major == 0 ? 0 : NativeLibrary.Load($"lib{name}.so.{major}");
    }
}
