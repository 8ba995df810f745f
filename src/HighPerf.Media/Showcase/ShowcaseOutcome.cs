namespace HighPerf.Media.Showcase;

/// <summary>How a job ended. A refusal is the clip's fault and final; a failure is ours and may be tried again.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>What happened</term><description>Outcome, and what its reason says</description></listheader>
/// <item><term>The clip breaks a rule or is damaged</term><description>Refused; not tried again</description></item>
/// <item><term>The source is a link, FIFO, directory, device, socket</term><description>Failed, "not a regular file"</description></item>
/// <item><term>The source was written to meanwhile</term><description>Failed, "changed while it was read"</description></item>
/// <item><term>Memory limit (RLIMIT_DATA)</term><description>Failed, "Cannot allocate memory", "Generic error in an external library"
/// (x264 has no word for it) or SIGABRT: "no memory left"</description></item>
/// <item><term>Disk, rights, a name that is taken</term><description>Failed, the system's words</description></item>
/// <item><term>Deadline</term><description>Failed, "the deadline of … passed"</description></item>
/// <item><term>Processor time, file size</term><description>Failed, crashed, SIGXCPU or SIGXFSZ</description></item>
/// <item><term>A fault in a decoder</term><description>Failed, crashed, SIGSEGV and the like</description></item>
/// <item><term>A forbidden system call</term><description>Failed, crashed, SIGSYS</description></item>
/// <item><term>Killed from outside, out of memory included</term><description>Failed, crashed, SIGKILL</description></item>
/// <item><term>Asked to stop from outside (SIGTERM, SIGINT)</term><description>no matter: the child goes on</description></item>
/// <item><term>The kernel has no seccomp</term><description>Failed, "cannot confine"; the clip is not opened</description></item>
/// <item><term>The caller cancelled</term><description>no outcome: OperationCanceledException</description></item>
/// </list>
/// A clip that fails every time ends its job as dead by the queue's rules, and its video with "processing failed".
/// </remarks>
public abstract record ShowcaseOutcome
{
    private ShowcaseOutcome()
    {
    }

    /// <summary>Clip and thumbnail are at their names, on disk.</summary>
    public sealed record Done(ShowcaseResult Result) : ShowcaseOutcome;

    /// <summary>The clip is not accepted; nothing was left behind.</summary>
    /// <param name="Code">One of <see cref="RefusalCode"/>.</param>
    /// <param name="Detail">English, for the log.</param>
    public sealed record Refused(string Code, string Detail) : ShowcaseOutcome;

    /// <summary>Something went wrong that the clip need not be blamed for.</summary>
    /// <param name="Reason">English, for the log.</param>
    /// <param name="Crashed">The child process ended by a signal or without a word.</param>
    public sealed record Failed(string Reason, bool Crashed) : ShowcaseOutcome;
}
