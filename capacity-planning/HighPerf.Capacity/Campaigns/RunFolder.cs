using System.Security.Cryptography;
using System.Text.Json;

namespace HighPerf.Capacity.Campaigns;

/// <summary>A campaign's directory: raw files, and <c>campaign.json</c>, which names them all. Reports are made of nothing else.</summary>
internal sealed class RunFolder
{
    private const string FactsFile = "campaign.json";
    private const string UnfinishedFile = ".unfinished"; // a part that has begun and has not ended: its facts
    private const string MachineFile = "machine.csv"; // of a load: written last

    private RunFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>An empty one; what an earlier campaign left there is removed.</summary>
    /// <exception cref="CapacityException">There is something else in it, or parts of a campaign that would not be measured anew.</exception>
    public static RunFolder Create(string root, CampaignFacts facts, IReadOnlyCollection<string> parts)
    {
        if (Directory.Exists(root))
        {
            if (Directory.EnumerateFileSystemEntries(root).Any() && !File.Exists(Path.Combine(root, FactsFile)))
                throw new CapacityException($"{root} is no campaign's directory: name another one, or remove it");
            var lost = File.Exists(Path.Combine(root, FactsFile)) ? new RunFolder(root).Read<CampaignFacts>(FactsFile).Parts.Select(part => part.Name).Except(parts, StringComparer.Ordinal).ToList() : [];
            if (lost.Count > 0) throw new CapacityException($"{root} has measured {string.Join(", ", lost)} too, which would be lost: --again keeps them, --out names another directory");
            Directory.Delete(root, recursive: true);
        }

        Directory.CreateDirectory(root);
        var folder = new RunFolder(root);
        folder.Write(FactsFile, facts);
        return folder;
    }

    /// <summary>One that was there before, to be measured anew in some of its parts, or to go on with; it may have stopped in one.</summary>
    /// <exception cref="CapacityException">What it names is not whole.</exception>
    public static (RunFolder Folder, CampaignFacts Facts) Reopen(string root)
    {
        var folder = new RunFolder(root);
        return (folder, folder.ReadFacts());
    }

    /// <summary>One that is whole: each file that its campaign.json names is there, and is what it was.</summary>
    /// <exception cref="CapacityException">It is not; the message names the first file.</exception>
    public static (RunFolder Folder, CampaignFacts Facts) Open(string root)
    {
        var folder = new RunFolder(root);
        if (folder.Has(UnfinishedFile)) throw new CapacityException($"the campaign in {root} did not go to its end: --resume goes on with it");
        var facts = folder.ReadFacts();
        return facts.Parts.Count > 0 ? (folder, facts) : throw new CapacityException($"nothing was measured in {root} yet");
    }

    /// <summary>The full path of a directory, which is made.</summary>
    public string In(string directory) => Directory.CreateDirectory(Path.Combine(Root, directory)).FullName;

    /// <summary>The part that had begun when the campaign was cut off, null when none had.</summary>
    public PartFacts? Unfinished => Has(UnfinishedFile) ? Read<PartFacts>(UnfinishedFile) : null;

    /// <summary>A part begins: what it left before is removed, and there is no report until it has ended.</summary>
    public void Begin(PartFacts part)
    {
        Write(UnfinishedFile, part);
        if (Directory.Exists(Path.Combine(Root, part.Name))) Directory.Delete(Path.Combine(Root, part.Name), recursive: true);
    }

    /// <summary>A part that was cut off goes on: what it has measured stays.</summary>
    public void GoOn(PartFacts part) => Write(UnfinishedFile, part);

    public bool Has(string file) => File.Exists(Path.Combine(Root, file));

    public void Write<T>(string file, T value)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path + ".part", JsonSerializer.Serialize(value, CapacityJson.Options) + "\n");
        File.Move(path + ".part", path, overwrite: true);
    }

    /// <exception cref="CapacityException">It is missing, or something else.</exception>
    public T Read<T>(string file)
    {
        var path = Path.Combine(Root, file);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), CapacityJson.Options) ?? throw new CapacityException($"{path} is empty");
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            throw new CapacityException(e is IOException ? $"{path} is missing, and the report needs it" : $"{path}: {e.Message}", e);
        }
    }

    /// <summary>What is written there; else what <paramref name="make"/> makes, which is written.</summary>
    public T ReadOrWrite<T>(string file, Func<T> make)
    {
        if (!Has(file)) Write(file, make());
        return Read<T>(file);
    }

    /// <summary>Whether a load was measured to its end.</summary>
    public bool HasLoad(string directory) => Has($"{directory}/{MachineFile}");

    /// <summary>A load's directory: what hpload and the machine said.</summary>
    /// <exception cref="CapacityException">A file is missing.</exception>
    public (LoadResult Load, MachineUse Use) ReadLoad(string directory)
    {
        var load = LoadResult.Read(Path.Combine(Root, directory, "result.json"));
        return (load, MachineSeries.Read(Path.Combine(Root, directory, MachineFile)).Between(load.From, load.Until));
    }

    /// <exception cref="CapacityException">It is missing, or was written after the load began.</exception>
    public Prediction ReadPrediction(string directory, double loadBegan)
    {
        var prediction = Read<Prediction>($"{directory}/prediction.json");
        if (prediction.WrittenAt.ToUnixTimeMilliseconds() / 1_000.0 >= loadBegan) throw new CapacityException($"{directory}/prediction.json was written after the load began: it predicts nothing");
        return prediction;
    }

    /// <summary>The campaign has ended: all files are named, with their sums.</summary>
    public void Seal(CampaignFacts facts)
    {
        Write(FactsFile, facts with
        {
            Files = [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Where(path => path is not (FactsFile or UnfinishedFile)).Order(StringComparer.Ordinal)
                .Select(path => new RawFile(path, new FileInfo(Path.Combine(Root, path)).Length, Hash(Path.Combine(Root, path))))],
        });
        File.Delete(Path.Combine(Root, UnfinishedFile));
    }

    /// <summary>Of what was sealed, all is there as it was.</summary>
    private CampaignFacts ReadFacts()
    {
        var facts = Read<CampaignFacts>(FactsFile);
        var unfinished = Unfinished?.Name;
        foreach (var file in facts.Files.Where(file => unfinished is null || !file.Path.StartsWith(unfinished + "/", StringComparison.Ordinal)))
        {
            var path = Path.Combine(Root, file.Path);
            if (!File.Exists(path)) throw new CapacityException($"{path} is missing: the report is made of all raw files (git checkout brings them back, or a new campaign makes new ones)");
            if (Hash(path) != file.Sha256) throw new CapacityException($"{path} is not what was measured: its SHA-256 is another one than in {FactsFile}");
        }

        return facts;
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
