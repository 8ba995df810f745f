using HighPerf.Load.Results;

namespace HighPerf.Load.Runs;

/// <summary>How the program ends.</summary>
internal static class ExitCodes
{
    public const int Passed = 0;

    /// <summary>A threshold was missed.</summary>
    public const int Failed = 1;

    /// <summary>The numbers cannot be stood behind.</summary>
    public const int Invalid = 2;

    /// <summary>A command line or a plan that cannot be understood (EX_USAGE, sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>The server did not answer before the run (EX_UNAVAILABLE).</summary>
    public const int Unavailable = 69;

    /// <summary>The generator itself failed (EX_SOFTWARE): out of file descriptors or memory, most likely.</summary>
    public const int Broken = 70;

    /// <summary>What was found cannot be written (EX_CANTCREAT).</summary>
    public const int CannotWrite = 73;

    /// <summary>Stopped before the load began (128 + SIGINT). A load that is stopped is an invalid one.</summary>
    public const int Interrupted = 130;

    public static int Of(RunResult run) => run.IsPassed ? Passed : run.IsValid ? Failed : Invalid;
}
