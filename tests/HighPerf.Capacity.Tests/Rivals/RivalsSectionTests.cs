using HighPerf.Capacity.Campaigns;
using HighPerf.Capacity.Reports;
using HighPerf.Capacity.Rivals.Report;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Tests.Rivals;

public sealed class RivalsSectionTests : IDisposable
{
    private static readonly CampaignFacts s_facts = new(
        CampaignScale.Quick, [new PartFacts("rivals", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "abc")], new MachineFacts("x", 2, 8, "Linux", "6", new Dictionary<string, string>(StringComparer.Ordinal)), 1.5, 1740, []);

    private readonly TestDirectory _directory = TestDirectory.Create("rivals-section");
    private readonly RunFolder _folder;

    public RivalsSectionTests() => _folder = PlantedRivals.Plant(Path.Combine(_directory.FullPath, "run"));

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Each_metric_has_both_figures_and_their_ratio()
    {
        var text = Write();
        Assert.Contains("| rankings | rankings/s | 40.0 (38.0 … 44.0) | ≥ 400 (380 … 420) | at least 8.64 × | 1.0 |", text, StringComparison.Ordinal);
        Assert.Contains("| votes | votes/s | 40.0 (38.0 … 44.0) | 400 (380 … 440) | 10.0 × (8.64 … 11.6) | 1.5 |", text, StringComparison.Ordinal);
        Assert.Contains("| uploads | MB/s | 100 (100 … 100) | 1,000 (1,000 … 1,000) | 10.0 × | 1.5 |", text, StringComparison.Ordinal);
        Assert.Contains("| videos | videos/min | 2.00 (2.00 … 2.00) | 20.0 (20.0 … 20.0) | 10.0 × | 1.5 |", text, StringComparison.Ordinal);
        Assert.Contains("| queue | trivial jobs/s | 100 (100 … 100) | 1,000 (1,000 … 1,000) | 10.0 × | 1.5 |", text, StringComparison.Ordinal);
        Assert.Contains("| API start | s | 1.00 (1.00 … 1.00) | 0.100 (0.100 … 0.100) | 10.0 × | 1.5 |", text, StringComparison.Ordinal);
        Assert.Contains("| uploads' RAM | MiB | 100 (100 … 100) | 1.00 (1.00 … 1.00) | 100 × | 1.5 |", text, StringComparison.Ordinal);
        Assert.Contains("| 100 | 1,100 | 110 | 10.0 × |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_smaller_machine_is_told_with_its_reason() =>
        Assert.Contains("**rankings: both sides with 1.0 CPU.** Beside a machine of 1.5 the generator failed its gate: the generator was late.", Write(), StringComparison.Ordinal);

    [Fact]
    public void All_plots_are_there()
    {
        Write();
        foreach (var plot in (string[])["ratios", "times", "memory", "rates", "others"]) Assert.True(File.Exists(Path.Combine(_directory.FullPath, "plots", $"rivals-{plot}.svg")));
    }

    [Theory]
    [InlineData("rivals/settings.json")]
    [InlineData("rivals/votes/race.json")]
    [InlineData("rivals/votes/old/round-2/best/result.json")]
    [InlineData("rivals/rankings/new/round-2/machine.csv")]
    [InlineData("rivals/logins/old/others-050/result.json")]
    [InlineData("rivals/starts/new/round-2/start.json")]
    public void A_missing_file_is_named(string file)
    {
        File.Delete(Path.Combine(_folder.Root, file));
        Assert.Contains(file, Assert.Throws<CapacityException>(Write).Message, StringComparison.Ordinal);
    }

    private string Write()
    {
        var page = new ReportPage(_folder, s_facts, _directory.FullPath, "plots");
        new RivalsSection().Write(page);
        return page.Text;
    }
}
