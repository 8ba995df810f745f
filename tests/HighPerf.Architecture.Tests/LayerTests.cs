namespace HighPerf.Architecture.Tests;

/// <summary>Dependencies look down only.</summary>
public sealed class LayerTests
{
    // A project may reference these and no others of ours. A project that is not here fails the test: it needs a place first.
    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["HighPerf.Queue"] = [],
        ["HighPerf.Media"] = [],
        ["HighPerf.Hosting"] = [],
        ["HighPerf.Aws"] = ["HighPerf.Hosting"],
        ["HighPerf.Core"] = ["HighPerf.Queue"],
        ["HighPerf.Api"] = ["HighPerf.Core", "HighPerf.Queue", "HighPerf.Hosting", "HighPerf.Aws"],
        ["HighPerf.Worker"] = ["HighPerf.Core", "HighPerf.Queue", "HighPerf.Hosting", "HighPerf.Media"],
        ["HighPerf.Ctl"] = ["HighPerf.Core", "HighPerf.Queue", "HighPerf.Hosting", "HighPerf.Aws"],
    };

    public static TheoryData<string> ProductProjects { get; } = new(Project.Product.Select(project => project.Name));

    public static TheoryData<string> TestProjects { get; } =
        new(Project.All.Where(project => project.Location.StartsWith("tests/", StringComparison.Ordinal)).Select(project => project.Name));

    [Fact]
    public void Every_project_of_the_architecture_is_there() =>
        Assert.Equal(Below.Keys.Order(StringComparer.Ordinal), Project.Product.Select(project => project.Name).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_project_references_only_what_is_below_it(string name)
    {
        var above = Named(name).References.Except(Below[name], StringComparer.Ordinal);
        Assert.True(!above.Any(), $"{name} must not reference {string.Join(", ", above)}");
    }

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void A_built_assembly_needs_only_what_is_below_it(string name)
    {
        var assembly = Named(name).Assembly;
        Assert.True(assembly is not null, $"{name} has not been built: run dotnet build HighPerf.sln");

        var ours = Project.Product.ToDictionary(project => project.AssemblyName, project => project.Name, StringComparer.Ordinal);
        var needed = Project.ReferencesOf(assembly).Where(ours.ContainsKey).Select(reference => ours[reference]);
        var above = needed.Except(Below[name], StringComparer.Ordinal);
        Assert.True(!above.Any(), $"{assembly} must not need {string.Join(", ", above)}");
    }

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Only_the_media_library_knows_libav(string name)
    {
        if (name == "HighPerf.Media")
        {
            Assert.Contains(Libraries(name), IsLibav);
            return;
        }

        Assert.DoesNotContain(Libraries(name), IsLibav);
        var words = Repository.Files
            .Where(file => file.StartsWith($"src/{name}/", StringComparison.Ordinal))
            .Where(file => file.EndsWith(".csproj", StringComparison.Ordinal) || file.EndsWith(".targets", StringComparison.Ordinal))
            .Where(file => File.ReadAllText(Repository.PathOf(file)).Contains("avcodec", StringComparison.Ordinal))
            .ToList();
        if (name != "HighPerf.Worker") // which links what HighPerf.Media imports
            Assert.Empty(words);
    }

    [Fact]
    public void The_api_cannot_reach_the_media_library_even_through_others()
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>(["HighPerf.Api"]);
        while (pending.TryPop(out var name))
        {
            if (reached.Add(name))
                Named(name).References.ToList().ForEach(pending.Push);
        }

        Assert.Contains("HighPerf.Core", reached, StringComparer.Ordinal);
        Assert.DoesNotContain("HighPerf.Media", reached, StringComparer.Ordinal);
    }

    [Fact]
    public void The_system_tests_reference_no_project_of_the_product()
    {
        var tests = Named("HighPerf.System.Tests");
        Assert.Equal(["HighPerf.Testing", "HighPerf.Chaos", "HighPerf.Capacity"], tests.References);
        Assert.DoesNotContain(Named("HighPerf.Testing").ReferencePaths, path => path.StartsWith("src/", StringComparison.Ordinal));
        Assert.Equal(["HighPerf.Testing"], Named("HighPerf.Chaos").References);
        Assert.Equal(["HighPerf.Testing"], Named("HighPerf.Capacity").References);
        Assert.DoesNotContain(tests.ReferencePaths, path => path.StartsWith("src/", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(TestProjects))]
    public void A_test_project_tests_one_project(string name)
    {
        // HighPerf.Core.Tests may see Core alone; what Core itself references comes along.
        var product = Named(name).ReferencePaths.Where(path => path.StartsWith("src/", StringComparison.Ordinal)).ToList();
        Assert.True(product.Count <= 1, $"{name} references {string.Join(", ", product)}");
        if (product.Count == 1)
            Assert.Equal(Path.GetFileNameWithoutExtension(product[0]) + ".Tests", name);
    }

    private static bool IsLibav(string library) =>
        library.Contains("avcodec", StringComparison.Ordinal) || library.Contains("avformat", StringComparison.Ordinal)
        || library.Contains("avutil", StringComparison.Ordinal) || library.Contains("avfilter", StringComparison.Ordinal);

    private static IReadOnlyList<string> Libraries(string name)
    {
        var assembly = Named(name).Assembly;
        Assert.True(assembly is not null, $"{name} has not been built: run dotnet build HighPerf.sln");
        return Project.NativeLibrariesOf(assembly);
    }

    private static Project Named(string name) => Assert.Single(Project.All, project => project.Name == name);
}
