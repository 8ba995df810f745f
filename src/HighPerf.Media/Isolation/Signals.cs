using System.Globalization;

namespace HighPerf.Media.Isolation;

/// <summary>The signals that end a process (signal(7)), where their number is the same on every Linux we run on.</summary>
internal static class Signals
{
    public static string Name(int signal) => signal switch
    {
        4 => "SIGILL",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        11 => "SIGSEGV",
        15 => "SIGTERM",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 => "SIGSYS",
        _ => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
    };

    /// <summary>What it means when a child ends by one, for the log.</summary>
    public static string Meaning(int signal) => signal switch
    {
        4 or 7 or 8 or 11 => "a fault in native code",
        6 => "it gave up: an unhandled error, or no memory left within its limit",
        9 => "from outside: the kernel was short of memory, or an operator did it",
        24 => "it used more processor time than it may",
        25 => "it wrote a larger file than it may",
        31 => "it tried what its system call filter forbids",
        _ => "from outside",
    };
}
