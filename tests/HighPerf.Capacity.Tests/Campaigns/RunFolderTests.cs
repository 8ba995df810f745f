using HighPerf.Capacity.Campaigns;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Tests.Campaigns;

public sealed class RunFolderTests : IDisposable
{
    private static readonly MachineFacts s_machine = new("a processor", 2, 4, "a system", "6.0", new Dictionary<string, string>(StringComparer.Ordinal));

    private readonly TestDirectory _directory = TestDirectory.Create("campaign");

    private string Root => Path.Combine(_directory.FullPath, "run");

    [Fact]
    public void A_whole_campaign_is_opened_with_all_of_its_files()
    {
        Make();
        var (_, facts) = RunFolder.Open(Root);
        Assert.Equal(["web/settings.json", "web/users-1/result.json"], facts.Files.Select(file => file.Path));
    }

    [Fact]
    public void A_missing_raw_file_is_named()
    {
        Make();
        File.Delete(Path.Combine(Root, "web/users-1/result.json"));
        Assert.Contains("web/users-1/result.json is missing", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_raw_file_is_named()
    {
        Make();
        File.AppendAllText(Path.Combine(Root, "web/settings.json"), " ");
        Assert.Contains("web/settings.json is not what was measured", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_campaign_that_did_not_end_is_none()
    {
        RunFolder.Create(Root).Write("web/settings.json", 1);
        Assert.Contains("did not go to its end", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_not_removed()
    {
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "thesis.txt"), "years of work");
        Assert.Throws<CapacityException>(() => RunFolder.Create(Root));
        Assert.True(File.Exists(Path.Combine(Root, "thesis.txt")));
    }

    [Fact]
    public void A_part_is_measured_again_and_the_others_stay()
    {
        Make();
        var (folder, facts) = RunFolder.Reopen(Root);
        folder.Begin("web");
        Assert.Contains("did not go to its end", Refusal(), StringComparison.Ordinal);
        folder.Write("workers/settings.json", 2);
        folder.Seal(facts);
        Assert.Equal(["workers/settings.json"], RunFolder.Open(Root).Facts.Files.Select(file => file.Path));
    }

    [Fact]
    public void A_prediction_that_came_after_the_load_predicts_nothing()
    {
        var folder = RunFolder.Create(Root);
        var written = DateTimeOffset.UnixEpoch.AddSeconds(100);
        folder.Write("web/users-1/prediction.json", new Prediction(written, 1, 1, "USL", "USL", []));
        Assert.Equal(1, folder.ReadPrediction("web/users-1", 101).Throughput);
        Assert.Contains("written after", Assert.Throws<CapacityException>(() => folder.ReadPrediction("web/users-1", 99)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private void Make()
    {
        var folder = RunFolder.Create(Root);
        folder.Write("web/settings.json", 1);
        folder.Write("web/users-1/result.json", 2);
        folder.Seal(new CampaignFacts(CampaignScale.Smoke, [], s_machine, 1.5, 1_740, []));
    }

    private string Refusal() => Assert.Throws<CapacityException>(() => RunFolder.Open(Root)).Message;
}
