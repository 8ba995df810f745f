namespace HighPerf.Media.Native;

/// <summary>A libav call failed: what was tried, libav's code (AVERROR, libavutil/error.h) and libav's own words for it.</summary>
public sealed class LibavException : Exception
{
    public LibavException(string operation, int code, string text)
        : base($"{operation}: {text} ({code})")
    {
        Operation = operation;
        Code = code;
    }

    public LibavException()
    {
    }

    public LibavException(string message)
        : base(message)
    {
    }

    public LibavException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>What was being done, for example "open the source".</summary>
    public string Operation { get; } = "";

    /// <summary>libav's error code, negative.</summary>
    public int Code { get; }

    internal static int Check(int code, string operation) => code >= 0 ? code : throw Of(code, operation);

    internal static unsafe T* Check<T>(T* pointer, string operation)
        where T : unmanaged => pointer != null ? pointer : throw Of(AVConst.AVERROR_ENOMEM, operation);

    internal static nint Check(nint pointer, string operation) =>
        pointer != 0 ? pointer : throw Of(AVConst.AVERROR_ENOMEM, operation);

    internal static unsafe LibavException Of(int code, string operation)
    {
        const int Size = AVConst.AV_ERROR_MAX_STRING_SIZE;
        var text = stackalloc byte[Size];
        _ = Libav.av_strerror(code, text, Size);
        return new LibavException(operation, code, System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)text) ?? "unknown error");
    }
}
