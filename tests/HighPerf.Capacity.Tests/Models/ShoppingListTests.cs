using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class ShoppingListTests
{
    [Fact]
    public void Ten_thousand_players_cost_what_one_reckons_by_hand()
    {
        var list = ShoppingList.Of(PlayerHabitsTests.Habits.Of(10_000, 2), PriceTableTests.Ours);
        Assert.Equal(["web", "worker", "database", "storage", "egress"], list.Lines.Select(line => line.What));
        // 1.5 vCPU at 60 % are two machines of two; their mean of 0.375 is below two baselines of 0.2.
        Assert.Equal(("t3.micro", 2.0), (list.Lines[0].Item, list.Lines[0].Quantity));
        Assert.Equal(1.5 / 4, Share(list.Lines[0], "CPU"), 1e-9);
        Assert.Equal(2 * 0.0104 * 730, list.Lines[0].UsdPerMonth, 1e-9);
        Assert.Equal(("t3.small", 1.0), (list.Lines[1].Item, list.Lines[1].Quantity));
        Assert.Equal(96, list.Lines[3].UsdPerMonth, 1e-9);
        Assert.Equal(136.875, list.Lines[4].UsdPerMonth, 1e-9);
        Assert.Equal(15.184 + 15.184 + 23.36 + 96 + 136.875, list.UsdPerMonth, 1e-9);
        Assert.Equal(PriceTableTests.Ours.AsOf, list.PricesAsOf);
    }

    [Fact]
    public void What_exceeds_the_baseline_all_day_is_bought_as_surplus()
    {
        var list = ShoppingList.Of(Workers(1.2, meanOverPeak: 1), PriceTableTests.Ours);
        // 0.0208 and 0.8 vCPU of surplus at 0.05 are 0.0608 an hour; a c7i.large would be 0.08925.
        Assert.Equal("t3.small", list.Lines[1].Item);
        Assert.Equal(("worker, surplus credits", "t3", 0.8 * 730), (list.Lines[2].What, list.Lines[2].Item, Math.Round(list.Lines[2].Quantity, 6)));
        Assert.Equal(0.0608 * 730, list.Lines[1].UsdPerMonth + list.Lines[2].UsdPerMonth, 1e-6);
    }

    [Fact]
    public void A_database_pays_for_what_its_mean_is_above_its_baseline()
    {
        var demand = Workers(0, meanOverPeak: 1) with { Database = new VcpuDemand(1.2, 0.6) };
        var lines = ShoppingList.Of(demand, PriceTableTests.Ours).Lines;
        // 0.72 vCPU all day are 0.32 above the baseline of a db.t4g.small: 0.032 and 0.32 × 0.075 are 0.056 an hour.
        Assert.Contains(lines, line => line is { What: "database", Item: "db.t4g.small" });
        Assert.Equal(0.056 * 730, lines.Where(line => line.What.StartsWith("database", StringComparison.Ordinal)).Sum(line => line.UsdPerMonth), 1e-6);
    }

    [Fact]
    public void Surplus_that_is_dear_makes_full_processors_cheaper()
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "prices.csv")).Replace(",0.05,", ",0.5,", StringComparison.Ordinal);
        Assert.Equal("c7i.large", ShoppingList.Of(Workers(1.2, meanOverPeak: 1), PriceTable.Parse(text)).Lines[1].Item);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(0.3)]
    public void No_list_exceeds_its_utilisation_and_none_has_a_machine_too_many(double utilisation)
    {
        for (var players = 100; players < 3_000_000; players *= 3)
        {
            var list = ShoppingList.Of(PlayerHabitsTests.Habits.Of(players, 1.5), PriceTableTests.Ours, new ShoppingOptions(utilisation));
            foreach (var machines in list.Lines.Where(line => line.What is "web" or "worker"))
            {
                var most = machines.Used.Max(one => one.Share);
                Assert.True(most <= utilisation + 1e-9);
                Assert.True(machines.Quantity.Equals(1) || most * machines.Quantity / (machines.Quantity - 1) > utilisation);
            }
        }
    }

    [Fact]
    public void More_players_never_cost_less()
    {
        var before = 0.0;
        for (var players = 0; players < 200_000; players += 1_000)
        {
            var usd = ShoppingList.Of(PlayerHabitsTests.Habits.Of(players, 2), PriceTableTests.Ours).UsdPerMonth;
            Assert.True(usd >= before);
            before = usd;
        }
    }

    [Fact]
    public void Options_are_kept_to()
    {
        var options = new ShoppingOptions(Architecture: "arm64", LeastWebInstances: 2, LeastWorkers: 3, WebMemoryGib: 4);
        var list = ShoppingList.Of(PlayerHabitsTests.Habits.Of(10, 2), PriceTableTests.Ours, options);
        Assert.Equal([("t4g.medium", 2.0), ("t4g.small", 3.0)], list.Lines.Take(2).Select(line => (line.Item, line.Quantity)));
        Assert.Throws<InvalidOperationException>(() => ShoppingList.Of(list.Demand, PriceTableTests.Ours, new ShoppingOptions(WorkerMemoryGib: 1_000)));
    }

    [Fact]
    public void Log_ins_take_as_many_machines_as_their_threads_are()
    {
        // 20 a second of 0.3 s each are 6 threads' work; at half of each thread they are 12 machines of two processors, one of which verifies.
        var list = ShoppingList.Of(Workers(0, 1) with { LoginsPerSecond = 20 }, PriceTableTests.Ours, new ShoppingOptions { PasswordSeconds = 0.3, LargestPasswordShare = 0.5 });
        Assert.Equal(("t3.micro", 12.0), (list.Lines[0].Item, list.Lines[0].Quantity));
        Assert.Equal(0.5, Share(list.Lines[0], "passwords"), 1e-9);
    }

    [Fact]
    public void A_network_is_bought_by_what_it_has_for_ever()
    {
        var list = ShoppingList.Of(Workers(0, 1) with { NetworkGbit = 0.3 }, PriceTableTests.Ours, new ShoppingOptions(LargestUtilisation: 0.6));
        // 0.3 at 60 % are 0.5: eight t3.micro of 0.064, four t3.small, two t3.medium or one t3.large cost the same, and the fewest are taken.
        Assert.Equal(("t3.large", 1.0), (list.Lines[0].Item, list.Lines[0].Quantity));
        Assert.Equal(0.3 / 0.512, Share(list.Lines[0], "network"), 1e-9);
    }

    [Theory]
    [InlineData(0.5, "db.t4g.small", 0.25)]
    [InlineData(2, "db.m6g.xlarge", 0.5)]
    [InlineData(80, "db.m6g.2xlarge", 10)] // none carries it, and the list says so
    public void The_database_is_the_cheapest_that_carries_it(double vcpus, string item, double share)
    {
        var database = ShoppingList.Of(Workers(0, 1) with { Database = new VcpuDemand(vcpus, 1) }, PriceTableTests.Ours).Lines.Single(line => line.What == "database");
        Assert.Equal((item, share), (database.Item, Share(database, "CPU")));
    }

    private static double Share(ShoppingLine line, string resource) => line.Used.Single(one => one.Resource == resource).Share;

    private static CapacityDemand Workers(double vcpus, double meanOverPeak) => new(0, 0, default, 0, 0, default, 0, 0, new VcpuDemand(vcpus, meanOverPeak), 0, 0);
}
