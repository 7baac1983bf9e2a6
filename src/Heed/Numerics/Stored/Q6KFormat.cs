using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// <see cref="StoredFormat.Q6_K"/>: 128 bytes of low four bits, 64 of high two, 16 scales, d. Each half of the block has 64 and 32 of these bytes for
/// four groups of 32: the low bits of groups 0 and 1 are the low halves of the first and second 32 bytes, those of 2 and 3 the high halves;
/// the high bits of group g are bits 2g and 2g + 1.
/// </summary>
internal unsafe struct Q6KFormat : INumberFormat
{
    private byte* _low, _high;
    private int _lowShift, _highShift;
    private float _scale, _scale2;

    /// <inheritdoc/>
    public static int BlockNumbers => 256;

    /// <inheritdoc/>
    public static int BlockBytes => 210;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(byte* row, int group)
    {
        byte* block = row + (nint)(group >> 3) * BlockBytes;
        int half = group >> 2 & 1, g = group & 3;
        _low = block + half * 64 + (g & 1) * 32;
        _lowShift = (g >> 1) * 4;
        _high = block + 128 + half * 32;
        _highShift = g * 2;
        var scales = (sbyte*)block + 192 + half * 8 + g * 2;
        float d = HalfScale.Read(block + 208);
        _scale = d * scales[0];
        _scale2 = d * scales[1];
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector n = TLane.FusedMultiplyAdd(TLane.LoadBits(_high + at, _highShift, 3), TLane.Splat(16f), TLane.LoadBits(_low + at, _lowShift, 0xF));
        return TLane.Multiply(TLane.Subtract(n, TLane.Splat(32f)), TLane.Splat(at < 16 ? _scale : _scale2));
    }
}
