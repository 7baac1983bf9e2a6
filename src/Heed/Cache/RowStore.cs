using System.Runtime.InteropServices;

namespace Heed.Cache;

/// <summary>Native memory for [groups, capacity] rows of bytes, 64-byte aligned, contents undefined until written. Freed by its owner, or by the finaliser.</summary>
internal sealed unsafe class RowStore : IDisposable
{
    private const int Alignment = 64;
    private readonly int _groups;
    private byte* _data;

    public RowStore(int groups, int capacity, int rowBytes)
    {
        (_groups, Capacity, RowBytes) = (groups, capacity, rowBytes);
        _data = Allocate(Bytes);
    }

    ~RowStore() => NativeMemory.AlignedFree(_data);

    /// <summary>Rows in each group.</summary>
    public int Capacity { get; private set; }

    public int RowBytes { get; }

    public long Bytes => checked((long)_groups * Capacity * RowBytes);

    public byte* Row(int group, int position) => _data + ((nint)group * Capacity + position) * RowBytes;

    /// <summary>Makes room, keeping the first <paramref name="lengths"/>[group / <paramref name="groupsPerLength"/>] rows of each group.</summary>
    public void Grow(int capacity, ReadOnlySpan<int> lengths, int groupsPerLength)
    {
        byte* data = Allocate(checked((long)_groups * capacity * RowBytes));
        for (int g = 0; g < _groups; g++)
        {
            nint used = (nint)lengths[g / groupsPerLength] * RowBytes;
            NativeMemory.Copy(Row(g, 0), data + (nint)g * capacity * RowBytes, (nuint)used);
        }
        NativeMemory.AlignedFree(_data);
        _data = data;
        Capacity = capacity;
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
        GC.SuppressFinalize(this);
    }

    private static byte* Allocate(long bytes) => (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, bytes), Alignment);
}
