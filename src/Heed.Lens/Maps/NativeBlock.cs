using System.Runtime.InteropServices;

namespace Heed.Lens.Maps;

/// <summary>Memory of its own, which is freed when it is disposed and nobody works on it any more.</summary>
internal sealed unsafe class NativeBlock : SafeBuffer
{
    private const int Alignment = 64;

    /// <summary>Takes memory; its contents are undefined.</summary>
    /// <param name="bytes">How much.</param>
    /// <exception cref="OutOfMemoryException">There is not so much.</exception>
    public NativeBlock(long bytes) : base(ownsHandle: true)
    {
        SetHandle((nint)NativeMemory.AlignedAlloc((nuint)Math.Max(bytes, 1), Alignment));
        Initialize((ulong)Math.Max(bytes, 1));
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle()
    {
        NativeMemory.AlignedFree((void*)handle);
        return true;
    }
}
