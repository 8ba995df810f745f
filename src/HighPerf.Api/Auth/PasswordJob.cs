namespace HighPerf.Api.Auth;

/// <summary>One bcrypt that waits for its thread, or is given up while it waits.</summary>
internal sealed class PasswordJob(Func<string> work)
{
    private readonly TaskCompletionSource<string?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _taken;

    /// <summary>What the work returned; null when it was given up.</summary>
    public Task<string?> Result => _done.Task;

    /// <summary>Does the work, unless it was given up.</summary>
    public void Run()
    {
        if (!Take()) return;
        try
        {
            _done.SetResult(work());
        }
        catch (Exception e) // what bcrypt throws is the caller's exception, not the thread's end
        {
            _done.SetException(e);
        }
    }

    /// <summary>Gives up what has not begun.</summary>
    public void GiveUp()
    {
        if (Take()) _done.SetResult(null);
    }

    private bool Take() => Interlocked.Exchange(ref _taken, 1) == 0;
}
