using HighPerf.Capacity.Campaigns;
using HighPerf.Testing.Servers;

namespace HighPerf.Capacity.Tests.Campaigns;

public sealed class RunFolderTests : IDisposable
{
    private static readonly CampaignFacts s_facts = new(
        CampaignScale.Smoke, [], new MachineFacts("a processor", 2, 4, "a system", "6.0", new Dictionary<string, string>(StringComparer.Ordinal)), 1.5, 1_740, []);

    private static readonly PartFacts s_web = new("web", DateTimeOffset.UnixEpoch, default, "abc1234");

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
        Begun().Write("web/settings.json", 1);
        Assert.Contains("did not go to its end", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_not_removed()
    {
        Directory.CreateDirectory(Root);
        File.WriteAllText(Path.Combine(Root, "thesis.txt"), "years of work");
        Assert.Throws<CapacityException>(() => Begun());
        Assert.True(File.Exists(Path.Combine(Root, "thesis.txt")));
    }

    [Fact]
    public void A_campaign_is_not_removed_for_a_part_of_it()
    {
        Make();
        Assert.Contains("web too, which would be lost: --again", Assert.Throws<CapacityException>(() => RunFolder.Create(Root, s_facts, ["workers"])).Message, StringComparison.Ordinal);
        Assert.Equal(2, RunFolder.Open(Root).Facts.Files.Count);
        RunFolder.Create(Root, s_facts, ["workers", "web"]);
        Assert.False(File.Exists(Path.Combine(Root, "web/settings.json")));
    }

    [Fact]
    public void Parts_go_together_when_scale_limits_and_machine_are_the_same()
    {
        Assert.True(s_facts.GoesWith(s_facts with { Parts = [s_web] }));
        Assert.False(s_facts.GoesWith(s_facts with { GroupCpus = 1 }));
        Assert.False(s_facts.GoesWith(s_facts with { GroupMebibytes = 900 }));
        Assert.False(s_facts.GoesWith(s_facts with { Scale = CampaignScale.Full }));
        Assert.False(s_facts.GoesWith(s_facts with { Machine = s_facts.Machine with { Processors = 4 } }));
    }

    [Fact]
    public void A_part_is_measured_again_and_the_others_stay()
    {
        Make();
        var (folder, facts) = RunFolder.Reopen(Root);
        folder.Begin(s_web);
        Assert.Contains("did not go to its end", Refusal(), StringComparison.Ordinal);
        folder.Write("workers/settings.json", 2);
        folder.Seal(facts);
        Assert.Equal(["workers/settings.json"], RunFolder.Open(Root).Facts.Files.Select(file => file.Path));
    }

    [Fact]
    public void One_that_was_cut_off_goes_on_with_what_it_has()
    {
        Begun().Write("web/users-1/1/result.json", 1);
        File.WriteAllText(Path.Combine(Root, "web/users-1/1/machine.csv"), "at");
        var (folder, facts) = RunFolder.Reopen(Root);
        Assert.Empty(facts.Parts);
        folder.GoOn(folder.Unfinished!.With("def5678"));
        Assert.True(folder.HasLoad("web/users-1/1"));
        Assert.False(folder.HasLoad("web/users-1/2"));
        Assert.Equal("abc1234, def5678", RunFolder.Reopen(Root).Folder.Unfinished!.With("def5678").Commit);
        folder.Seal(facts with { Parts = [s_web] });
        Assert.Null(RunFolder.Open(Root).Folder.Unfinished);
    }

    [Fact]
    public void Nothing_measured_is_no_campaign()
    {
        RunFolder.Create(Root, s_facts, [s_web.Name]);
        Assert.Contains("nothing was measured", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_written_once_stays()
    {
        var folder = Begun();
        Assert.Equal(1, folder.ReadOrWrite("web/users-1/prediction.json", () => 1));
        Assert.Equal(1, folder.ReadOrWrite("web/users-1/prediction.json", () => 2));
    }

    [Fact]
    public void A_prediction_that_came_after_the_load_predicts_nothing()
    {
        var folder = Begun();
        var written = DateTimeOffset.UnixEpoch.AddSeconds(100);
        folder.Write("web/users-1/prediction.json", new Prediction(written, 1, 1, "USL", "USL", []));
        Assert.Equal(1, folder.ReadPrediction("web/users-1", 101).Throughput);
        Assert.Contains("written after", Assert.Throws<CapacityException>(() => folder.ReadPrediction("web/users-1", 99)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private void Make()
    {
        var folder = Begun();
        folder.Write("web/settings.json", 1);
        folder.Write("web/users-1/result.json", 2);
        folder.Seal(s_facts with { Parts = [s_web] });
    }

    private RunFolder Begun()
    {
        var folder = RunFolder.Create(Root, s_facts, [s_web.Name]);
        folder.Begin(s_web);
        return folder;
    }

    private string Refusal() => Assert.Throws<CapacityException>(() => RunFolder.Open(Root)).Message;
}
