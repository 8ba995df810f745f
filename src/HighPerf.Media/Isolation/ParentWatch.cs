using HighPerf.Media.Native;

namespace HighPerf.Media.Isolation;

/// <summary>
/// Ends the child when its parent wants it to or is gone: the parent holds the other end of standard input and never writes again, so a
/// read returns only when the parent has closed it or died, however it died. (PR_SET_PDEATHSIG would fire when the
/// parent's <em>thread</em> ends.)
/// </summary>
internal sealed class ParentWatch : IDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly ManualResetEventSlim _workDone = new();

    public ParentWatch(Stream standardInput, Action onParentGone)
    {
        var thread = new Thread(() => Watch(standardInput, onParentGone)) { IsBackground = true, Name = "parent watch" };
        thread.Start();
    }

    public void Dispose() => _workDone.Set(); // not disposed of: the thread may still wait on it

    private void Watch(Stream standardInput, Action onParentGone)
    {
        try
        {
            while (standardInput.ReadByte() >= 0)
            {
                // Nothing is expected; whatever comes means the parent is alive.
            }
        }
        catch (IOException)
        {
            // A pipe that cannot be read any more is as good as a closed one.
        }
        if (_workDone.IsSet) return;
        onParentGone();
        if (!_workDone.Wait(Grace)) Posix._exit(ShowcaseChild.ExitOrphaned);
    }
}
