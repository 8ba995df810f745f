namespace HighPerf.Capacity.Models;

/// <summary>
/// Credits of a burstable instance over hours of given demand; within an hour the demand is even.
/// Amazon EC2 User Guide, "Burstable performance instances", "Unlimited mode concepts".
/// </summary>
internal sealed record CpuCredits(BurstableInstance Instance, CreditMode Mode, IReadOnlyList<CpuCreditHour> Hours)
{
    private const double MinutesPerHour = 60;

    /// <summary>After how many hours the balance was 0 and more was wanted than the baseline; null when never.</summary>
    public double? UsedUpAfterHours { get; private init; }

    /// <summary>Surplus that is charged for while it runs.</summary>
    public double ChargedVcpuHours => Hours.Sum(hour => hour.ChargedVcpuHours);

    /// <summary>Surplus that is owed at the end, and charged for when it is stopped then.</summary>
    public double OwedVcpuHours => Math.Max(0, -(Hours.Count > 0 ? Hours[^1].BalanceAtEnd : 0)) / MinutesPerHour;

    /// <param name="demandVcpus">Wanted in each hour, on average; above all vCPUs it is cut.</param>
    /// <param name="balance">Credits at the beginning.</param>
    public static CpuCredits Run(BurstableInstance instance, CreditMode mode, IEnumerable<double> demandVcpus, double balance = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(balance);
        balance = Math.Min(balance, instance.LargestBalance);
        double? usedUp = null;
        var hours = new List<CpuCreditHour>();
        foreach (var demand in demandVcpus)
        {
            var wanted = Math.Min(demand, instance.Vcpus);
            var change = instance.CreditsPerHour - wanted * MinutesPerHour;
            var lasts = change < -1e-9 ? Math.Max(0, balance) / -change : double.PositiveInfinity; // hours until nothing is left
            if (lasts < 1) usedUp ??= hours.Count + lasts;
            var throttled = mode == CreditMode.Standard && lasts < 1;
            var given = throttled ? lasts * wanted + (1 - lasts) * instance.CreditsPerHour / MinutesPerHour : wanted;
            balance = throttled ? 0 : Math.Min(instance.LargestBalance, balance + change);
            var beyond = Math.Max(0, -balance - instance.LargestBalance);
            balance += beyond;
            hours.Add(new CpuCreditHour(hours.Count, demand, given, balance, beyond / MinutesPerHour));
        }

        return new CpuCredits(instance, mode, hours) { UsedUpAfterHours = usedUp };
    }
}
