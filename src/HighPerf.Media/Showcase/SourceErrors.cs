using HighPerf.Media.Native;

namespace HighPerf.Media.Showcase;

/// <summary>
/// Whose fault an error is while a source is read: the machine's (memory, disk, rights, cancellation) stays an exception and
/// the job may be tried again; anything else libav says about a file it was given is that file's.
/// </summary>
internal static class SourceErrors
{
    public static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LibavException e)
        {
            ThrowIfOurs(e.Code, e.Operation);
            throw new SourceRefusedException(RefusalCode.Damaged, e.Message);
        }
    }

    public static void ThrowIfOurs(int code, string operation)
    {
        if (code == AVConst.AVERROR_EXIT) throw new OperationCanceledException();
        if (-code is AVConst.ENOMEM or AVConst.EIO or AVConst.ENOENT or AVConst.EACCES or AVConst.EMFILE)
            throw LibavException.Of(code, operation);
    }
}
