using HighPerf.Capacity.Models;

namespace HighPerf.Capacity.Tests.Models;

public sealed class PlayerHabitsTests
{
    internal static PlayerHabits Habits { get; } = new(
        [new("list", 0.05, 0.002, 0.0005), new("vote", 0.01, 0.005, 0.001)], MeanOverPeak: 0.25, UploadsPerDay: 0.1, BusiestHourShare: 0.125,
        UploadMegabytes: 30, StoredMegabytesPerVideo: 40, DaysKept: 30, ServedMegabytesPerDay: 5);

    [Fact]
    public void Ten_thousand_players_want_ten_thousand_times_as_much()
    {
        var demand = Habits.Of(10_000, videosPerMinutePerVcpu: 2);
        Assert.Equal(600, demand.RequestsPerSecond, 1e-9);
        Assert.Equal(1.5, demand.Web.Peak, 1e-9);
        Assert.Equal(0.375, demand.Web.Mean, 1e-9);
        Assert.Equal(0.35, demand.Database.Peak, 1e-9);
        Assert.Equal(10_000 * 5 * 8 / 1_000.0 / 86_400 / 0.25, demand.NetworkGbit, 1e-9);
        Assert.Equal(0, demand.LoginsPerSecond);
        Assert.Equal(1_000, demand.UploadsPerDay, 1e-9);
        Assert.Equal(125, demand.VideosPerHour, 1e-9);
        Assert.Equal(125 * 30 / 3_600.0, demand.Workers.Peak, 1e-9);
        Assert.Equal(1_000 * 30 / 86_400.0, demand.Workers.Mean, 1e-9); // a day's videos over the day
        Assert.Equal(1_200, demand.StorageGb, 1e-9);
        Assert.Equal(1_520.8333, demand.EgressGbPerMonth, 1e-3);
    }

    [Fact]
    public void Log_ins_and_uploads_are_counted_apart()
    {
        var demand = (Habits with { Requests = [new(PlayerHabits.Login, 0.001, 0.3, 0), new(PlayerHabits.Upload, 0.0001, 0.1, 0)], ServedMegabytesPerDay = 0 }).Of(10_000, 2);
        Assert.Equal(10, demand.LoginsPerSecond, 1e-9);
        Assert.Equal(10_000 * 0.0001 * 30 * 8 / 1_000, demand.NetworkGbit, 1e-9);
    }
}
