namespace HighPerf.Hosting;

/// <summary>Exit codes, by sysexits.h where it has one.</summary>
public static class ExitCode
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>EX_USAGE: the command line is wrong.</summary>
    public const int Usage = 64;

    /// <summary>EX_DATAERR: the data it was given is wrong in some place.</summary>
    public const int Data = 65;

    /// <summary>EX_UNAVAILABLE: a service, directory or address it needs is not to be had.</summary>
    public const int Unavailable = 69;

    /// <summary>EX_CONFIG: a setting is missing or invalid.</summary>
    public const int Configuration = 78;

    /// <summary>128 + SIGINT, as a shell reports it.</summary>
    public const int Interrupted = 130;
}
