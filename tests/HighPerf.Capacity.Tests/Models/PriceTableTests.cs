using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class PriceTableTests
{
    private const string Header = "kind,provider,name,vcpu,memory_gib,usd,unit,baseline_percent,credits_per_hour,network_gbit,arch,source,as_of\n";

    /// <summary>capacity-planning/prices.csv.</summary>
    internal static PriceTable Ours => PriceTable.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prices.csv")));

    [Fact]
    public void Our_list_has_every_kind_and_says_when_and_where()
    {
        Assert.All(Enum.GetValues<PriceKind>(), kind => Assert.NotEmpty(Ours.Of(kind)));
        Assert.All(Ours.Rows, row => Assert.StartsWith("https://", row.Source, StringComparison.Ordinal));
        Assert.All(Ours.Rows, row => Assert.Matches(@"^\d{4}-\d{2}", row.AsOf));
        Assert.All(Ours.Rows, row => Assert.True(row.Usd > 0));
        Assert.Equal(0.0208, Ours.Rows.Single(row => row.Name == "t3.small").Usd);
    }

    [Fact]
    public void Our_burstable_machines_earn_their_baseline_and_all_machines_have_a_network()
    {
        var burstable = Ours.Rows.Select(row => row.Burstable).OfType<BurstableInstance>().ToList();
        Assert.All(burstable, instance => Assert.Equal(instance.BaselineVcpus, instance.CreditsPerHour / 60, 1e-12));
        Assert.All(Ours.Of(PriceKind.Instance), instance => Assert.True(instance.NetworkGbit > 0));
    }

    [Fact]
    public void Empty_cells_are_what_does_not_apply()
    {
        var row = Assert.Single(PriceTable.Parse("# prices\n" + Header + "\ninstance,X,c1.large,2,4,0.5,hour,,,,x64,https://x,2025-01\r\n").Rows);
        Assert.Null(row.Burstable);
        Assert.Equal((2, 4, 0.5, "c1", "x64", "2025-01"), (row.SustainedVcpus, row.MemoryGib, row.Usd, row.Family, row.Architecture, row.AsOf));
    }

    [Fact]
    public void The_cheapest_is_of_the_architecture()
    {
        Assert.Equal("db.t4g.small", Ours.Cheapest(PriceKind.Database).Name);
        Assert.Equal("db.t3.small", Ours.Cheapest(PriceKind.Database, "x64").Name);
        Assert.Throws<InvalidOperationException>(() => Ours.Cheapest(PriceKind.Database, "riscv"));
    }

    [Theory]
    [InlineData("instance,X,a,2", "Line 2")]
    [InlineData("instance,X,a,2,4,free,hour,,,,x64,https://x,2025-01", "'free' is no number")]
    [InlineData("instance,X,a,2,4,-1,hour,,,,x64,https://x,2025-01", "'-1' is no number")]
    [InlineData("instance,X,a,2,4,,hour,,,,x64,https://x,2025-01", "no price")]
    [InlineData("pony,X,a,2,4,1,hour,,,,x64,https://x,2025-01", "'pony' is no kind")]
    public void A_line_that_cannot_be_understood_is_named(string line, string words) =>
        Assert.Contains(words, Assert.Throws<FormatException>(() => PriceTable.Parse(Header + line)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_without_its_header_is_refused() => Assert.Throws<FormatException>(() => PriceTable.Parse("instance,X,a,2,4,1,hour,,,,x64,https://x,2025-01\n"));
}
