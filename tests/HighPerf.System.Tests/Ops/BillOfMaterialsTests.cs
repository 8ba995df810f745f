using System.Security.Cryptography;
using System.Text.Json;
using System.Xml.Linq;
using HighPerf.Testing;
using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Ops;

/// <summary>The bill of materials of the published programs (<c>./dev sbom</c>), against what their projects refer to.</summary>
public sealed class BillOfMaterialsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<Task<JsonElement>> Published = new(() => ReadAsync(Path.GetDirectoryName(PublishedPrograms.Api)!));

    [Theory]
    [InlineData("highperf-api", "src/HighPerf.Api")]
    [InlineData("highperf-worker", "src/HighPerf.Worker")]
    [InlineData("hpctl", "src/HighPerf.Ctl")]
    [InlineData("hpload", "load/HighPerf.Load")]
    public async Task Every_package_that_a_program_refers_to_is_named_with_its_version_checksum_and_licence(string program, string project)
    {
        var bill = await Published.Value;
        var (components, needed) = (Components(bill), Needed(bill, "program:" + program));
        var versions = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value, StringComparer.Ordinal);
        var packages = PackagesOf(project);
        Assert.NotEmpty(packages);
        foreach (var package in packages)
        {
            var reference = $"pkg:nuget/{package}@{versions[package]}";
            Assert.True(needed.Contains(reference), $"{program} needs {reference}, and the bill says {string.Join(", ", needed)}");
            var hash = Assert.Single(components[reference].GetProperty("hashes").EnumerateArray());
            Assert.Equal(("SHA-512", 128), (hash.GetProperty("alg").GetString(), hash.GetProperty("content").GetString()!.Length));
            Assert.NotEmpty(components[reference].GetProperty("licenses").EnumerateArray());
        }

        Assert.Contains(needed, reference => reference.StartsWith("pkg:nuget/Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64@", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_program_is_named_with_the_checksum_of_its_file()
    {
        var components = Components(await Published.Value);
        foreach (var path in new[] { PublishedPrograms.Api, PublishedPrograms.Worker, PublishedPrograms.Ctl, PublishedPrograms.Load })
        {
            await using var file = File.OpenRead(path);
            var hash = Assert.Single(components["program:" + Path.GetFileName(path)].GetProperty("hashes").EnumerateArray());
            Assert.Equal("SHA-256", hash.GetProperty("alg").GetString());
            Assert.Equal(Convert.ToHexStringLower(await SHA256.HashDataAsync(file)), hash.GetProperty("content").GetString());
        }
    }

    [Fact]
    public async Task The_bill_is_one_of_CycloneDX_whose_references_lead_somewhere()
    {
        var bill = await Published.Value;
        Assert.Equal(("CycloneDX", "1.6"), (bill.GetProperty("bomFormat").GetString(), bill.GetProperty("specVersion").GetString()));
        Assert.Matches("^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$", bill.GetProperty("serialNumber").GetString());
        var known = Components(bill).Keys.Append("highperf").ToHashSet(StringComparer.Ordinal); // which throws when one is there twice
        var said = bill.GetProperty("dependencies").EnumerateArray().Select(one => one.GetProperty("ref").GetString()!).ToList();
        Assert.Equal(known.Order(StringComparer.Ordinal), said.Order(StringComparer.Ordinal));
        var needed = bill.GetProperty("dependencies").EnumerateArray().SelectMany(one => Texts(one.GetProperty("dependsOn")));
        Assert.Empty(needed.Except(known, StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_programs_have_the_same_bill() =>
        Assert.Equal((await Published.Value).GetRawText(), (await ReadAsync(Path.GetDirectoryName(PublishedPrograms.Api)!)).GetRawText());

    /// <summary>What ships is published for <c>./dev test --full</c> only.</summary>
    [Fact]
    public async Task The_worker_that_ships_names_the_libraries_inside()
    {
        if (!FullRun.IsWanted) return;
        var bill = await ReadAsync(Path.Combine(Repository.Root, "artifacts", "release"));
        var needed = Needed(bill, "program:highperf-worker");
        foreach (var library in new[] { "ffmpeg", "x264", "dav1d", "zlib" })
        {
            var reference = Assert.Single(needed, one => one.StartsWith($"pkg:deb/debian/{library}@", StringComparison.Ordinal));
            Assert.NotEmpty(Components(bill)[reference].GetProperty("version").GetString()!);
        }

        var licence = Components(bill)["program:highperf-worker"].GetProperty("licenses")[0].GetProperty("license");
        Assert.Equal("GPL-3.0-or-later", licence.GetProperty("id").GetString());
        Assert.DoesNotContain(Needed(bill, "program:highperf-api"), one => one.StartsWith("pkg:deb/", StringComparison.Ordinal));
    }

    private static async Task<JsonElement> ReadAsync(string directory)
    {
        var sbom = new ChildProcessOptions { Program = Path.Combine(Repository.Root, "dev"), Arguments = ["sbom", directory] };
        var result = await ChildProcess.RunAsync(sbom, Patience);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        using var bill = JsonDocument.Parse(result.Output);
        return bill.RootElement.Clone();
    }

    private static Dictionary<string, JsonElement> Components(JsonElement bill) =>
        bill.GetProperty("components").EnumerateArray().ToDictionary(component => component.GetProperty("bom-ref").GetString()!, StringComparer.Ordinal);

    /// <summary>What a component needs, and what that needs, however far.</summary>
    private static HashSet<string> Needed(JsonElement bill, string component)
    {
        var dependencies = bill.GetProperty("dependencies").EnumerateArray()
            .ToDictionary(one => one.GetProperty("ref").GetString()!, one => Texts(one.GetProperty("dependsOn")), StringComparer.Ordinal);
        var needed = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>(dependencies[component]);
        while (pending.TryPop(out var next))
        {
            if (needed.Add(next)) dependencies[next].ForEach(pending.Push);
        }

        return needed;
    }

    private static List<string> Texts(JsonElement array) => [.. array.EnumerateArray().Select(text => text.GetString()!)];

    /// <summary>The packages that a project, the projects it refers to and the settings of all projects refer to.</summary>
    private static HashSet<string> PackagesOf(string project)
    {
        var packages = Includes(XDocument.Load(Path.Combine(Repository.Root, "Directory.Build.props")), "PackageReference").ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>([Path.Combine(Repository.Root, project, Path.GetFileName(project) + ".csproj")]);
        while (pending.TryPop(out var path))
        {
            if (!seen.Add(path)) continue;
            var document = XDocument.Load(path);
            packages.UnionWith(Includes(document, "PackageReference"));
            foreach (var reference in Includes(document, "ProjectReference"))
                pending.Push(Path.GetFullPath(reference.Replace('\\', '/'), Path.GetDirectoryName(path)!));
        }

        return packages;
    }

    private static IEnumerable<string> Includes(XDocument document, string element) =>
        document.Descendants(element).Select(item => item.Attribute("Include")!.Value);
}
