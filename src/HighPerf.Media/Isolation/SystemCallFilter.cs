using System.ComponentModel;
using System.Runtime.InteropServices;
using HighPerf.Media.Native;
using static HighPerf.Media.Native.SystemCalls;

namespace HighPerf.Media.Isolation;

/// <summary>
/// What a child may ask of the kernel from the moment it holds a clip (seccomp(2), Documentation/userspace-api/seccomp_filter.rst):
/// to read and write files, to have memory and threads, to wait, to look at itself, to end. For good, for all its threads and,
/// without new privileges (PR_SET_NO_NEW_PRIVS), without being root.
/// </summary>
/// <remarks>
/// <para>An allow-list with two ways to say no.</para>
/// <para>
/// <em>Calls that nobody has thought of</em> fail with ENOSYS, as on a kernel that is too old for them. The C library and the
/// runtime are made for that: glibc starts threads with clone when clone3 is not there, and a later one that tries something
/// newer finds its way back the same way. So the list need not follow their versions, which is what makes allow-lists break;
/// it only has to hold the calls that have no older form. A deny-list would let through whatever the next kernel brings.
/// </para>
/// <para>
/// <em>Calls that this program never makes, in any version</em> — run a program, make a process, open a socket, reach into
/// another process, change who or where it is — end the process at once with SIGSYS. An error would be a hint and a second
/// try for whoever has taken the child over; the signal reaches the parent, which says so (<see cref="ShowcaseRunner"/>).
/// </para>
/// <para>
/// Paths are not looked at: a filter sees pointers, and what they point to can change afterwards.
/// </para>
/// </remarks>
internal static unsafe class SystemCallFilter
{
    private const uint Allow = AVConst.SECCOMP_RET_ALLOW;
    private const uint Kill = AVConst.SECCOMP_RET_KILL_PROCESS;

    private static ReadOnlySpan<int> Files =>
    [
        read, readv, pread64, preadv, write, writev, pwrite64, pwritev, lseek,
        openat, open, close, fstat, newfstatat, stat, lstat, statx, statfs, fstatfs, access, faccessat, faccessat2,
        readlink, readlinkat, getcwd, getdents64, flock, dup, dup3, pipe2, poll, ppoll,
        ftruncate, fallocate, fadvise64, fsync, fdatasync,
        mkdir, mkdirat, link, linkat, unlink, unlinkat, rmdir, rename, renameat, renameat2,
    ];

    private static ReadOnlySpan<int> Memory =>
        [mmap, mprotect, munmap, mremap, madvise, mincore, msync, mlock, munlock, brk, membarrier, get_mempolicy];

    // Without those that change how the kernel schedules: they reach other processes of the same user.
    private static ReadOnlySpan<int> Threads =>
    [
        futex, set_robust_list, get_robust_list, rseq, set_tid_address, sched_yield, getcpu, restart_syscall, exit, exit_group,
        sched_getaffinity, sched_getparam, sched_getscheduler, sched_get_priority_max, sched_get_priority_min,
        rt_sigaction, rt_sigprocmask, rt_sigreturn, rt_sigsuspend, rt_sigtimedwait, sigaltstack,
    ];

    private static ReadOnlySpan<int> TimeAndSelf =>
    [
        clock_gettime, clock_getres, clock_nanosleep, nanosleep, gettimeofday, time,
        getpid, getppid, gettid, getuid, geteuid, getgid, getegid, getrandom, getrusage, sysinfo, uname,
    ];

    // F_SETOWN and F_SETSIG are missing: with them the kernel sends any signal to any process of the user.
    private static ReadOnlySpan<int> DescriptorCommands =>
    [
        AVConst.F_DUPFD, AVConst.F_DUPFD_CLOEXEC, AVConst.F_GETFD, AVConst.F_SETFD, AVConst.F_GETFL, AVConst.F_SETFL,
        AVConst.F_GETLK, AVConst.F_SETLK, AVConst.F_SETLKW,
    ];

    private static ReadOnlySpan<int> OnlyForAttackers =>
    [
        execve, execveat, fork, vfork, clone, // clone: what is left of it when threads are allowed
        socket, socketpair, connect, bind, listen, accept, accept4, sendto, sendmsg, sendmmsg,
        kill, tkill, tgkill, rt_sigqueueinfo, rt_tgsigqueueinfo, pidfd_open, pidfd_getfd, pidfd_send_signal,
        ptrace, process_vm_readv, process_vm_writev, perf_event_open, bpf, userfaultfd,
        io_uring_setup, io_uring_enter, io_uring_register, add_key, request_key, keyctl,
        unshare, setns, chroot, pivot_root, mount, umount2, fsopen, open_tree, move_mount,
        init_module, finit_module, delete_module, kexec_load, reboot, swapon, swapoff,
        setuid, setgid, setreuid, setregid, setresuid, setresgid, setgroups, capset,
    ];

    /// <param name="newCode">
    /// Whether memory may become executable. A program that was compiled ahead of time and has loaded its libraries needs no more of it; code that a
    /// clip smuggles in does.
    /// </param>
    /// <exception cref="Win32Exception">The kernel cannot do it, or does not let this process.</exception>
    /// <exception cref="InvalidOperationException">A thread has a filter that does not go with this one.</exception>
    public static void Install(bool newCode) => Install(Write((uint)Environment.ProcessId, newCode));

    internal static void Install(ReadOnlySpan<SockFilter> instructions)
    {
        if (Posix.syscall(SystemCalls.prctl, AVConst.PR_SET_NO_NEW_PRIVS, 1) != 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        fixed (SockFilter* first = instructions)
        {
            var program = new SockFprog { len = checked((ushort)instructions.Length), filter = (nint)first };
            // A positive number would be a thread that has a filter of its own and could not take this one as well.
            var code = Posix.syscall(
                seccomp, AVConst.SECCOMP_SET_MODE_FILTER, AVConst.SECCOMP_FILTER_FLAG_TSYNC, (nint)(&program));
            if (code < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
            if (code > 0) throw new InvalidOperationException($"Thread {code} did not take the filter.");
        }
    }

    private static ReadOnlySpan<SockFilter> Write(uint self, bool newCode)
    {
        var program = new FilterProgram(foreign: Kill);
        program.On(Files, Allow);
        if (!newCode)
            foreach (var call in (ReadOnlySpan<int>)[mmap, mprotect])
                program.On(call, Error(AVConst.EACCES), new ArgumentTest(2, AVConst.PROT_EXEC, AVConst.PROT_EXEC));
        program.On(Memory, Allow);
        program.On(Threads, Allow);
        program.On(TimeAndSelf, Allow);
        program.On(clone, Allow, new ArgumentTest(0, AVConst.CLONE_THREAD, AVConst.CLONE_THREAD | AVConst.CLONE_NEW));
        // abort(3), and the runtime that stops its threads
        foreach (var signal in (ReadOnlySpan<int>)[kill, tgkill]) program.On(signal, Allow, new ArgumentTest(0, self));
        foreach (var command in DescriptorCommands) program.On(fcntl, Allow, new ArgumentTest(1, (uint)command));
        foreach (var option in (ReadOnlySpan<uint>)[AVConst.PR_SET_NAME, AVConst.PR_GET_NAME, AVConst.PR_SET_VMA])
            program.On(SystemCalls.prctl, Allow, new ArgumentTest(0, option));
        // CoreCLR gives each new thread its priority, the usual one, and its processors, and takes an error for want of memory.
        program.On(sched_setscheduler, Allow, new ArgumentTest(1, AVConst.SCHED_OTHER));
        program.On(sched_setaffinity, Allow, new ArgumentTest(0, 0));
        // May ask for limits of its own and set none: the pointer to new ones is null.
        program.On(prlimit64, Allow, new ArgumentTest(0, 0), new ArgumentTest(2, 0), new ArgumentTest(2, 0, UpperHalf: true));
        program.On(ioctl, Error(AVConst.ENOTTY)); // nothing here is a terminal or a device
        program.On(OnlyForAttackers, Kill);
        return program.Finish(rest: Error(AVConst.ENOSYS));
    }

    private static uint Error(int code) => AVConst.SECCOMP_RET_ERRNO | ((uint)code & AVConst.SECCOMP_RET_DATA);
}
