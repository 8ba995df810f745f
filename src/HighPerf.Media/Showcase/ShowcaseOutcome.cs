namespace HighPerf.Media.Showcase;

/// <summary>How a job ended. A refusal is the clip's fault and final; a failure is ours and may be tried again.</summary>
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
