using System.Globalization;
using HighPerf.Testing.Servers;

namespace HighPerf.ApiRace.Servers;

/// <summary>Which processors a program may use: the servers' and the generator's are apart.</summary>
internal static class Cores
{
    public const string Server = "0";
    public const string Generator = "1";

    /// <summary>This program, with all its threads, leaves the servers' processor alone (taskset(1)); so do those it starts, unless told otherwise.</summary>
    public static async Task StayOnGeneratorAsync() => (await ChildProcess.RunAsync(
        new ChildProcessOptions
        {
            Program = Programs.Find("taskset"),
            Arguments = ["--all-tasks", "--cpu-list", "--pid", Generator, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)],
        },
        TimeSpan.FromSeconds(10))).EnsureSuccess("taskset");
}
