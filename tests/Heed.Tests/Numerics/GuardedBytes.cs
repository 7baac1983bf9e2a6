using System.Runtime.InteropServices;

namespace Heed.Tests.Numerics;

/// <summary>A copy of bytes that ends where a page ends that nobody may touch: reading one byte too many ends the process. Plain memory where there is no mprotect.</summary>
internal sealed unsafe partial class GuardedBytes : IDisposable
{
    private const int ReadWrite = 3, PrivateAnonymous = 0x22;
    private readonly byte* _memory;
    private readonly nuint _length;

    public GuardedBytes(byte[] bytes)
    {
        nuint page = (nuint)Environment.SystemPageSize, whole = ((nuint)bytes.Length + page - 1) / page * page;
        _length = whole + page;
        if (OperatingSystem.IsLinux())
        {
            _memory = (byte*)Map(null, _length, ReadWrite, PrivateAnonymous, -1, 0);
            if ((nint)_memory == -1 || Protect(_memory + whole, page, 0) != 0) throw new InvalidOperationException("no guarded memory");
        }
        else
        {
            _memory = (byte*)NativeMemory.Alloc(_length);
        }
        Data = _memory + whole - (nuint)bytes.Length;
        bytes.CopyTo(new Span<byte>(Data, bytes.Length));
    }

    public byte* Data { get; }

    public void Dispose()
    {
        if (OperatingSystem.IsLinux()) _ = Unmap(_memory, _length);
        else NativeMemory.Free(_memory);
    }

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial void* Map(void* address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect")]
    private static partial int Protect(void* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(void* address, nuint length);
}
