using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Heed.Numerics;

/// <summary>Asks for a cache line that will be read soon; nothing where the machine has no such instruction, and never a fault.</summary>
internal static unsafe class Prefetch
{
    /// <summary>The line of <paramref name="address"/>, into all levels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Line(float* address)
    {
        if (Sse.IsSupported) Sse.Prefetch0(address);
    }
}
