using System.Runtime.InteropServices;
using HighPerf.Media.Native;

namespace HighPerf.Media.Isolation;

/// <summary>
/// Writes a seccomp program: rules about system calls, the first that fits decides. The instructions are those of the
/// classic BPF machine (linux/filter.h), which look at struct seccomp_data (linux/seccomp.h): number, architecture, arguments.
/// </summary>
internal sealed class FilterProgram
{
    private const uint AnotherAbi = 0x40000000; // __X32_SYSCALL_BIT: x32 numbers are the same calls under other names

    private readonly List<SockFilter> _instructions = [];

    /// <summary>Begins with the calls of foreign ABIs, whose numbers mean something else: they meet <paramref name="foreign"/>.</summary>
    public FilterProgram(uint foreign)
    {
        Add(AVConst.BPF_LD_W_ABS, AVConst.SECCOMP_DATA_ARCH);
        Add(AVConst.BPF_JEQ_K, AVConst.AUDIT_ARCH, ifTrue: 1);
        Add(AVConst.BPF_RET_K, foreign);
        LoadNumber();
        Add(AVConst.BPF_JGE_K, AnotherAbi, ifFalse: 1);
        Add(AVConst.BPF_RET_K, foreign);
    }

    /// <summary>A call that passes all tests meets the action; one that does not goes on to the next rule.</summary>
    public void On(int number, uint action, params ReadOnlySpan<ArgumentTest> tests)
    {
        if (number == SystemCalls.Absent) return;
        if (tests.IsEmpty)
        {
            Add(AVConst.BPF_JEQ_K, (uint)number, ifFalse: 1);
            Add(AVConst.BPF_RET_K, action);
            return;
        }
        // Each test is three instructions; the action is one, and one more brings back the number for the next rule.
        var length = (tests.Length * 3) + 2;
        Add(AVConst.BPF_JEQ_K, (uint)number, ifFalse: length);
        for (var i = 0; i < tests.Length; i++)
        {
            var offset = AVConst.SECCOMP_DATA_ARGS + (tests[i].Argument * sizeof(ulong)) + (tests[i].UpperHalf ? sizeof(uint) : 0);
            Add(AVConst.BPF_LD_W_ABS, (uint)offset);
            Add(AVConst.BPF_AND_K, tests[i].Mask);
            Add(AVConst.BPF_JEQ_K, tests[i].Value, ifFalse: ((tests.Length - i - 1) * 3) + 1);
        }
        Add(AVConst.BPF_RET_K, action);
        LoadNumber();
    }

    public void On(ReadOnlySpan<int> numbers, uint action)
    {
        foreach (var number in numbers) On(number, action);
    }

    /// <summary>The whole program; every call that no rule fits meets <paramref name="rest"/>.</summary>
    public ReadOnlySpan<SockFilter> Finish(uint rest)
    {
        Add(AVConst.BPF_RET_K, rest);
        return CollectionsMarshal.AsSpan(_instructions);
    }

    private void LoadNumber() => Add(AVConst.BPF_LD_W_ABS, AVConst.SECCOMP_DATA_NR);

    private void Add(int code, uint operand, int ifTrue = 0, int ifFalse = 0) => _instructions.Add(
        new SockFilter { code = checked((ushort)code), jt = checked((byte)ifTrue), jf = checked((byte)ifFalse), k = operand });

    private void Add(int code, int operand, int ifTrue = 0, int ifFalse = 0) => Add(code, (uint)operand, ifTrue, ifFalse);
}
