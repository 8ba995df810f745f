using System.Runtime.InteropServices;

namespace HighPerf.Media.Tests.Scaling;

/// <summary>Memory with a page before and a page behind that end the process when they are touched.</summary>
internal sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int Page = 4096;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _mapping;
    private readonly nuint _length;

    public GuardedMemory(int bytes)
    {
        var pages = (nuint)((bytes + Page - 1) / Page * Page);
        _length = pages + (2 * Page);
        _mapping = mmap(0, _length, 0, PrivateAnonymous, -1, 0);
        if (_mapping == -1 || mprotect(_mapping + Page, pages, ReadWrite) != 0) throw new InvalidOperationException("mmap failed");
        Start = (byte*)_mapping + Page;
        End = Start + pages;
    }

    public byte* Start { get; }

    public byte* End { get; }

    public void Dispose() => _ = munmap(_mapping, _length);

    [LibraryImport("libc")]
    private static partial nint mmap(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc")]
    private static partial int mprotect(nint address, nuint length, int protection);

    [LibraryImport("libc")]
    private static partial int munmap(nint address, nuint length);
}
