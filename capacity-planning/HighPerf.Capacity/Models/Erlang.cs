namespace HighPerf.Capacity.Models;

/// <summary>A. K. Erlang's formulas for c servers and an offered load of a = λS erlangs (1917); see L. Kleinrock, <i>Queueing Systems</i> I, Wiley 1975, sections 3.4 and 3.6.</summary>
internal static class Erlang
{
    /// <summary>B(c, a): the share of arrivals that find all servers busy and are lost. By the recursion, which neither overflows nor cancels.</summary>
    public static double B(int servers, double offered)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(servers);
        ArgumentOutOfRangeException.ThrowIfNegative(offered);
        var blocked = 1.0;
        for (var c = 1; c <= servers; c++) blocked = offered * blocked / (c + offered * blocked);
        return blocked;
    }

    /// <summary>C(c, a): the share of arrivals that wait; 1 at and above saturation.</summary>
    public static double C(int servers, double offered)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        if (offered >= servers) return 1;
        var blocked = B(servers, offered);
        return blocked / (1 - offered / servers * (1 - blocked));
    }
}
