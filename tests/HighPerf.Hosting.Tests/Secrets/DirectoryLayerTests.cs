using System.Runtime.Versioning;
using HighPerf.Hosting.Secrets;
using HighPerf.Testing.Servers;

namespace HighPerf.Hosting.Tests.Secrets;

[SupportedOSPlatform("linux")]
public sealed class DirectoryLayerTests : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static readonly string[] s_names = ["DATABASE_URL", "JWT_SECRET"];

    private readonly TestDirectory _directory = TestDirectory.Create("secrets");

    public DirectoryLayerTests() => File.SetUnixFileMode(_directory.FullPath, OwnerOnly);

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("database-url")]
    [InlineData("highperf_database-url")] // as LoadCredential=highperf:DIR calls it
    public async Task A_secret_is_a_file_without_its_last_line_end(string file)
    {
        await WriteAsync(file, "postgres://u:p@h/d\n");
        await WriteAsync("jwt-secret", "\n"); // an empty one is none

        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["DATABASE_URL"] = "postgres://u:p@h/d" }, await ReadAsync());
    }

    [Fact]
    public async Task A_file_that_is_replaced_is_read_anew()
    {
        await WriteAsync("jwt-secret", "one");
        var layer = new DirectoryLayer(_directory.FullPath);
        Assert.Equal("one", (await layer.ReadAsync(s_names, default))["JWT_SECRET"]);

        await WriteAsync("jwt-secret.new", "two");
        File.Move(Path.Combine(_directory.FullPath, "jwt-secret.new"), Path.Combine(_directory.FullPath, "jwt-secret"), overwrite: true);

        Assert.Equal("two", (await layer.ReadAsync(s_names, default))["JWT_SECRET"]);
    }

    [Fact]
    public async Task A_directory_that_is_open_to_all_is_refused()
    {
        await WriteAsync("jwt-secret", "hunter2");
        File.SetUnixFileMode(_directory.FullPath, OwnerOnly | UnixFileMode.OtherExecute);

        var error = await Assert.ThrowsAsync<SecretException>(ReadAsync);

        Assert.Contains(_directory.FullPath, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
        Assert.False(error.MayPass);
    }

    [Fact]
    public async Task A_directory_that_is_not_there_and_a_secret_that_is_none_are_errors()
    {
        _directory.Subdirectory("jwt-secret");
        Assert.Contains("jwt-secret", (await Assert.ThrowsAsync<SecretException>(ReadAsync)).Message, StringComparison.Ordinal);

        var missing = Path.Combine(_directory.FullPath, "missing");
        Assert.Contains(missing, (await Assert.ThrowsAsync<SecretException>(() => new DirectoryLayer(missing).ReadAsync(s_names, default))).Message, StringComparison.Ordinal);
    }

    private Task<IReadOnlyDictionary<string, string>> ReadAsync() => new DirectoryLayer(_directory.FullPath).ReadAsync(s_names, default);

    private Task WriteAsync(string file, string text) => File.WriteAllTextAsync(Path.Combine(_directory.FullPath, file), text);
}
