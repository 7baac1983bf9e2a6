using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Numerics;

/// <summary>Asks for a cache line that will be read soon; nothing where the machine has no such instruction, and never a fault.</summary>
internal static unsafe class Prefetch
{
    private const int LineBytes = 64;

    /// <summary>The line of <paramref name="address"/>, into all levels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(void* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }

    /// <summary>The lines of <paramref name="count"/> bytes, not into the first level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SecondLevel(void* address, int count)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < count; i += LineBytes) Sse.Prefetch1((byte*)address + i);
    }

    /// <summary>The lines of <paramref name="count"/> bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Lines(void* address, int count)
    {
        for (int i = 0; i < count; i += LineBytes) Line((byte*)address + i);
    }
}
