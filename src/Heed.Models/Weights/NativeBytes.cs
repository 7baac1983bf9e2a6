using System.Runtime.InteropServices;

namespace Heed.Models.Weights;

/// <summary>Native memory that is given back once.</summary>
internal sealed unsafe class NativeBytes(long count) : IDisposable
{
    ~NativeBytes() => Free();

    /// <summary>The first byte.</summary>
    public byte* Data { get; private set; } = (byte*)NativeMemory.AlignedAlloc((nuint)Math.Max(1, count), 64);

    /// <summary>How many.</summary>
    public long Count => count;

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Data);
        Data = null;
    }
}
