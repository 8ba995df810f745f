using System.ComponentModel;

namespace HighPerf.Load.Native;

/// <summary>What a negative errno says.</summary>
internal static class Errno
{
    public static string Text(int error) => error switch
    {
        -111 => "connection refused",
        -104 => "connection reset",
        -99 => "no local port is left",
        -32 => "connection reset while sending",
        -110 => "no connection in time",
        -113 => "no route",
        _ => new Win32Exception(-error).Message,
    };
}
