using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>The float16 scale of a block, little-endian and without any alignment.</summary>
internal static unsafe class HalfScale
{
    /// <summary>Exact for every finite number; ∞ and NaN, which no scale is, come out as numbers from 65536 up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Read(byte* source)
    {
        // The magnitude's bits, moved to float32's places, are the number times 2^−112, small ones included.
        int bits = Unsafe.ReadUnaligned<short>(source) << 13 & unchecked((int)0x8FFFE000);
        return BitConverter.Int32BitsToSingle(bits) * 5.192296858534828e33f;
    }
}
