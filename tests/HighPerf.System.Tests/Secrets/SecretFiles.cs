using HighPerf.Testing.Servers;

namespace HighPerf.System.Tests.Secrets;

/// <summary>A directory for <c>HIGHPERF_SECRETS_DIR</c>, closed to others, whose files are replaced in one step.</summary>
internal sealed class SecretFiles : IDisposable
{
    private readonly TestDirectory directory = TestDirectory.Create("secrets");

    public SecretFiles()
    {
        FullPath = directory.Subdirectory("closed");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string FullPath { get; }

    public string PathOf(string name) => Path.Combine(FullPath, name);

    public void Put(string name, string text)
    {
        File.WriteAllText(PathOf(name) + ".new", text + "\n");
        File.Move(PathOf(name) + ".new", PathOf(name), overwrite: true);
    }

    public void Dispose() => directory.Dispose();
}
