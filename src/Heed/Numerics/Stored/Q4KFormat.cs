using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// <see cref="StoredFormat.Q4_K"/>: d, m, 12 bytes of s and t for eight groups of 32, then 128 bytes: every 32 bytes hold one group in their
/// low halves and the next in their high ones.
/// </summary>
internal unsafe struct Q4KFormat : INumberFormat
{
    private byte* _numbers;
    private int _shift;
    private float _scale, _least;

    /// <inheritdoc/>
    public static int BlockNumbers => 256;

    /// <inheritdoc/>
    public static int BlockBytes => 144;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(byte* row, int group)
    {
        byte* block = row + (nint)(group >> 3) * BlockBytes, packed = block + 4;
        int g = group & 7, s, t;
        // s and t of the first four groups are the low 6 bits of bytes 0–3 and 4–7; of the others the halves of bytes 8–11, with the two bits left there on top.
        if (g < 4) (s, t) = (packed[g] & 63, packed[g + 4] & 63);
        else (s, t) = ((packed[g + 4] & 15) | (packed[g - 4] >> 6 << 4), (packed[g + 4] >> 4) | (packed[g] >> 6 << 4));
        _scale = HalfScale.Read(block) * s;
        _least = -(HalfScale.Read(block + 2) * t);
        _numbers = block + 16 + (g >> 1) * 32;
        _shift = (g & 1) * 4;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.FusedMultiplyAdd(TLane.LoadBits(_numbers + at, _shift, 0xF), TLane.Splat(_scale), TLane.Splat(_least));
}
