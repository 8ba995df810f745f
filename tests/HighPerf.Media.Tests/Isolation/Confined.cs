using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using HighPerf.Media.Isolation;
using HighPerf.Media.Native;
using HighPerf.Media.Showcase;

namespace HighPerf.Media.Tests.Isolation;

/// <summary>A child that confines itself as the product's does and then tries what a taken-over one would.</summary>
internal static class Confined
{
    public const string Verb = "confined";
    public const string ImpossibleVerb = "unconfinable";
    public const string NoNewCodeVerb = "no-new-code";
    public const string PrivateVerb = "private";

    private const uint Nobody = 65534;

    /// <summary>Each writes how it went, if it lives to tell.</summary>
    private static readonly Dictionary<string, Func<string>> Attempts = new(StringComparer.Ordinal)
    {
        // By the runtime's own means.
        ["managed socket"] = () => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp).ToString()!,
        ["managed process"] = () => Process.Start("/bin/true").ToString(),
        // By the kernel's.
        ["socket"] = () => Call(SystemCalls.socket, 2, 1),
        ["socketpair"] = () => Call(SystemCalls.socketpair, 1, 1),
        ["connect"] = () => Call(SystemCalls.connect, 0),
        ["bind"] = () => Call(SystemCalls.bind, 0),
        ["execve"] = () => Call(SystemCalls.execve),
        ["execveat"] = () => Call(SystemCalls.execveat),
        ["fork"] = () => Call(SystemCalls.clone, 17), // SIGCHLD
        ["user namespace"] = () => Call(SystemCalls.unshare, 0x10000000), // CLONE_NEWUSER
        ["ptrace"] = () => Call(SystemCalls.ptrace),
        ["another's memory"] = () => Call(SystemCalls.process_vm_readv, 1),
        ["a signal to another"] = () => Call(SystemCalls.kill, 1),
        ["a signal to all"] = () => Call(SystemCalls.kill, -1),
        ["mount"] = () => Call(SystemCalls.mount),
        ["bpf"] = () => Call(SystemCalls.bpf),
        ["io_uring"] = () => Call(SystemCalls.io_uring_setup),
        ["setuid"] = () => Call(SystemCalls.setuid, 0),
        ["x32"] = () => Call(SystemCalls.getpid | 0x40000000),
        // Politely refused.
        ["clone3"] = () => Call(SystemCalls.clone3),
        ["chmod"] = () => Call(SystemCalls.fchmod, 0),
        ["chown"] = () => Call(SystemCalls.fchown, 0),
        ["openat2"] = () => Call(SystemCalls.openat2),
        ["seccomp"] = () => Call(SystemCalls.seccomp, 1),
        ["own signals"] = () => Call(SystemCalls.fcntl, 0, 8, 1), // F_SETOWN
        ["higher limits"] = () => Call(SystemCalls.prlimit64, 0, 7, 1),
        ["another's limits"] = () => Call(SystemCalls.prlimit64, 1, 7, 0),
        ["debuggable"] = () => Call(SystemCalls.prctl, 4, 1), // PR_SET_DUMPABLE
        ["typing"] = () => Call(SystemCalls.ioctl, 0, 0x5412), // TIOCSTI
        // What a runtime has to do all day.
        ["daily work"] = DailyWork,
    };

    public static int Run(string attempt)
    {
        using var output = Console.OpenStandardOutput();
        SystemCallFilter.Install(newCode: true);
        output.Write(Encoding.UTF8.GetBytes(Attempts[attempt]()));
        return 0;
    }

    /// <summary>The product's child on a kernel without seccomp.</summary>
    public static int RunWhereImpossible(string[] args)
    {
        var program = new FilterProgram(foreign: AVConst.SECCOMP_RET_ALLOW);
        program.On(SystemCalls.seccomp, AVConst.SECCOMP_RET_ERRNO | AVConst.ENOSYS);
        SystemCallFilter.Install(program.Finish(AVConst.SECCOMP_RET_ALLOW));
        return ShowcaseChild.Run(args);
    }

    /// <summary>
    /// A filter that lets no memory become executable: the runtime that runs this could compile nothing more, so all is compiled before. The exit code is the
    /// error.
    /// </summary>
    public static unsafe int RunWithoutNewCode(string call)
    {
        var number = call == "mmap" ? SystemCalls.mmap : SystemCalls.mprotect;
        var place = call == "mmap" ? 0 : (nint)NativeMemory.AlignedAlloc(4096, 4096);
        Posix.syscall(number, place, 4096, 3, 0x22, -1); // PROT_READ | PROT_WRITE; for mmap MAP_PRIVATE | MAP_ANONYMOUS
        GC.KeepAlive(Marshal.GetLastPInvokeError());
        SystemCallFilter.Install(newCode: false);
        var result = Posix.syscall(number, place, 4096, 5, 0x22, -1); // PROT_READ | PROT_EXEC
        Posix.syscall(SystemCalls.exit_group, result != -1 ? 0 : Marshal.GetLastPInvokeError());
        return 0;
    }

    /// <summary>The worker's side, as a user without rights: what a process of the same user reads of it before it has started a child, and after.</summary>
    public static async Task<int> RunAsParentAsync()
    {
        // root may read everything; a user's own process begins readable, one that has changed its user does not (prctl(2))
        if (Environment.IsPrivilegedProcess && (setgid(Nobody) != 0 || setuid(Nobody) != 0)) return 1;
        Posix.syscall(SystemCalls.prctl, 4, 1); // PR_SET_DUMPABLE
        var before = CanBeRead();
        var request = new ShowcaseRequest("/nowhere", "/nowhere.mp4", "/nowhere.jpg", "/nowhere", Workspace.Rules, new ShowcaseArtwork(null, null, null));
        await TestChild.RunAsync(new ChildOptions("/bin/true"), request);
        Console.Write($"{before} {CanBeRead()}");
        return 0;
    }

    private static bool CanBeRead()
    {
        using var reader = Process.Start(new ProcessStartInfo("/bin/cat", $"/proc/{Environment.ProcessId}/environ")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        reader.StandardOutput.ReadToEnd();
        reader.WaitForExit();
        return reader.ExitCode == 0;
    }

    [DllImport("libc")]
    private static extern int setuid(uint uid);

    [DllImport("libc")]
    private static extern int setgid(uint gid);

    private static string Call(nint number, nint arg0 = 0, nint arg1 = 0, nint arg2 = 0)
    {
        var result = Posix.syscall(number, arg0, arg1, arg2);
        return result >= 0 ? "done" : Marshal.GetLastPInvokeError().ToString(CultureInfo.InvariantCulture);
    }

    private static string DailyWork()
    {
        var directory = Directory.CreateTempSubdirectory("highperf-confined-");
        var file = Path.Combine(directory.FullName, "a");
        File.WriteAllBytes(file, new byte[100_000]);
        File.Move(file, file + "b");
        var length = File.ReadAllBytes(file + "b").Length;
        var names = directory.GetFiles().Length;
        directory.Delete(recursive: true);

        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() => GC.KeepAlive(new byte[1 << 20]))).ToList();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        for (var i = 0; i < 20; i++)
        {
            GC.KeepAlive(new byte[1 << 20]);
            GC.Collect();
        }
        return string.Create(CultureInfo.InvariantCulture, $"{length} {names} {Guid.CreateVersion7().Version}");
    }
}
