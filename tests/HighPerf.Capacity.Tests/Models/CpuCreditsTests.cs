using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class CpuCreditsTests
{
    [Fact]
    public void What_an_instance_earns_is_its_baseline()
    {
        BurstableInstance[] all = [T3("t3.micro"), T3("t3.small"), T3("t3.medium"), T3("t3.large")];
        Assert.All(all, instance => Assert.Equal(instance.BaselineVcpus, instance.CreditsPerHour / 60, 1e-12));
        Assert.Equal([288, 576, 576, 864], all.Select(instance => instance.LargestBalance));
    }

    [Fact]
    public void An_idle_instance_saves_a_days_earnings_and_no_more()
    {
        var run = CpuCredits.Run(T3("t3.micro"), CreditMode.Standard, Enumerable.Repeat(0.0, 30));
        Assert.Equal(144, run.Hours[11].BalanceAtEnd, 1e-9);
        Assert.Equal(288, run.Hours[23].BalanceAtEnd, 1e-9);
        Assert.Equal(288, run.Hours[29].BalanceAtEnd, 1e-9);
        Assert.Null(run.UsedUpAfterHours);
    }

    [Fact]
    public void At_its_baseline_nothing_changes()
    {
        var run = CpuCredits.Run(T3("t3.small"), CreditMode.Standard, Enumerable.Repeat(0.4, 100));
        Assert.All(run.Hours, hour => Assert.Equal(0, hour.BalanceAtEnd, 1e-6));
        Assert.All(run.Hours, hour => Assert.Equal(0.4, hour.GivenVcpus, 1e-9));
        Assert.Null(run.UsedUpAfterHours);
    }

    [Fact]
    public void A_standard_instance_that_has_used_up_its_credits_is_held_to_its_baseline()
    {
        // Two vCPU use 120 credits an hour, 12 are earned: 54 last for half an hour.
        var run = CpuCredits.Run(T3("t3.micro"), CreditMode.Standard, [2, 2, 0], balance: 54);
        Assert.Equal(0.5, run.UsedUpAfterHours!.Value, 1e-9);
        Assert.Equal(0.5 * 2 + 0.5 * 0.2, run.Hours[0].GivenVcpus, 1e-9);
        Assert.Equal(0.2, run.Hours[1].GivenVcpus, 1e-9);
        Assert.Equal(12, run.Hours[2].BalanceAtEnd, 1e-9);
        Assert.Equal(0, run.ChargedVcpuHours);
    }

    [Fact]
    public void An_unlimited_instance_goes_on_and_pays_for_what_is_above_its_baseline()
    {
        var run = CpuCredits.Run(T3("t3.micro"), CreditMode.Unlimited, Enumerable.Repeat(1.0, 24));
        Assert.All(run.Hours, hour => Assert.Equal(1, hour.GivenVcpus, 1e-9));
        Assert.Equal(0, run.UsedUpAfterHours!.Value, 1e-9);
        Assert.Equal(-288, run.Hours[5].BalanceAtEnd, 1e-9); // 48 an hour; a day's earnings may be owed
        Assert.Equal(0, run.Hours[5].ChargedVcpuHours, 1e-9);
        Assert.Equal(0.8, run.Hours[6].ChargedVcpuHours, 1e-9);
        Assert.Equal(24 * (1 - 0.2), run.ChargedVcpuHours + run.OwedVcpuHours, 1e-9);
    }

    [Fact]
    public void Surplus_is_paid_back_by_idle_hours()
    {
        var run = CpuCredits.Run(T3("t3.micro"), CreditMode.Unlimited, [1, 0, 0, 0, 0, 0]);
        Assert.Equal(-48, run.Hours[0].BalanceAtEnd, 1e-9);
        Assert.Equal(12, run.Hours[5].BalanceAtEnd, 1e-9);
        Assert.Equal(0, run.ChargedVcpuHours + run.OwedVcpuHours);
    }

    [Fact]
    public void No_more_is_given_than_there_are_processors() =>
        Assert.Equal(2, CpuCredits.Run(T3("t3.large"), CreditMode.Unlimited, [5]).Hours[0].GivenVcpus);

    private static BurstableInstance T3(string name) => PriceTableTests.Ours.Instance(name).Burstable!;
}
