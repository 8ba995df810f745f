using System.Security.Cryptography;
using System.Text.Json;

namespace HighPerf.Capacity.Campaigns;

/// <summary>A campaign's directory: raw files, and <c>campaign.json</c>, which names them all. Reports are made of nothing else.</summary>
internal sealed class RunFolder
{
    private const string FactsFile = "campaign.json";

    private RunFolder(string root) => Root = root;

    public string Root { get; }

    /// <summary>An empty one; what an earlier campaign left there is removed.</summary>
    /// <exception cref="CapacityException">There is something else in it.</exception>
    public static RunFolder Create(string root)
    {
        if (Directory.Exists(root))
        {
            if (Directory.EnumerateFileSystemEntries(root).Any() && !File.Exists(Path.Combine(root, FactsFile)) && !File.Exists(Path.Combine(root, ".unfinished")))
                throw new CapacityException($"{root} is no campaign's directory: name another one, or remove it");
            Directory.Delete(root, recursive: true);
        }

        Directory.CreateDirectory(root);
        File.WriteAllText(Path.Combine(root, ".unfinished"), "");
        return new RunFolder(root);
    }

    /// <summary>One that was there before, to be measured anew in some of its parts; it may have stopped in one.</summary>
    /// <exception cref="CapacityException">What it names is not whole.</exception>
    public static (RunFolder Folder, CampaignFacts Facts) Reopen(string root)
    {
        File.Delete(Path.Combine(root, ".unfinished"));
        return Open(root);
    }

    /// <summary>One that is whole: each file that its campaign.json names is there, and is what it was.</summary>
    /// <exception cref="CapacityException">It is not; the message names the first file.</exception>
    public static (RunFolder Folder, CampaignFacts Facts) Open(string root)
    {
        var folder = new RunFolder(root);
        if (File.Exists(Path.Combine(root, ".unfinished"))) throw new CapacityException($"the campaign in {root} did not go to its end");
        var facts = folder.Read<CampaignFacts>(FactsFile);
        foreach (var file in facts.Files)
        {
            var path = Path.Combine(root, file.Path);
            if (!File.Exists(path)) throw new CapacityException($"{path} is missing: the report is made of all raw files (git checkout brings them back, or a new campaign makes new ones)");
            if (Hash(path) != file.Sha256) throw new CapacityException($"{path} is not what was measured: its SHA-256 is another one than in {FactsFile}");
        }

        return (folder, facts);
    }

    /// <summary>The full path of a directory, which is made.</summary>
    public string In(string directory) => Directory.CreateDirectory(Path.Combine(Root, directory)).FullName;

    /// <summary>A part begins: what it left before is removed, and there is no report until it has ended.</summary>
    public void Begin(string part)
    {
        File.WriteAllText(Path.Combine(Root, ".unfinished"), "");
        if (Directory.Exists(Path.Combine(Root, part))) Directory.Delete(Path.Combine(Root, part), recursive: true);
    }

    public bool Has(string file) => File.Exists(Path.Combine(Root, file));

    public void Write<T>(string file, T value)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(value, CapacityJson.Options) + "\n");
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

    /// <summary>A load's directory: what hpload and the machine said.</summary>
    /// <exception cref="CapacityException">A file is missing.</exception>
    public (LoadResult Load, MachineUse Use) ReadLoad(string directory)
    {
        var load = LoadResult.Read(Path.Combine(Root, directory, "result.json"));
        return (load, MachineSeries.Read(Path.Combine(Root, directory, "machine.csv")).Between(load.From, load.Until));
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
        File.Delete(Path.Combine(Root, ".unfinished"));
        Write(FactsFile, facts with
        {
            Files = [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)).Where(path => path != FactsFile).Order(StringComparer.Ordinal)
                .Select(path => new RawFile(path, new FileInfo(Path.Combine(Root, path)).Length, Hash(Path.Combine(Root, path))))],
        });
    }

    private static string Hash(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
