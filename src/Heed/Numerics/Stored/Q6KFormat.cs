using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Heed.Numerics;

/// <summary>
/// <see cref="StoredFormat.Q6_K"/>: 128 bytes of low four bits, 64 of high two, 16 scales, d. Each half of the block has 64 and 32 of these bytes for
/// four groups of 32: the low bits of groups 0 and 1 are the low halves of the first and second 32 bytes, those of 2 and 3 the high halves;
/// the high bits of group g are bits 2g and 2g + 1.
/// </summary>
internal unsafe struct Q6KFormat : INumberFormat
{
    private byte* _block, _low, _high;
    private int _lowShift, _highShift, _group;
    private fixed float _scales[16];

    /// <inheritdoc/>
    public static int BlockNumbers => 256;

    /// <inheritdoc/>
    public static int BlockBytes => 210;

    /// <inheritdoc/>
    public static int Groups => 8;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OpenBlock(byte* row, int block)
    {
        _block = row + (nint)block * BlockBytes;
        var factor = Vector128.Create(HalfScale.Read(_block + 208));
        (Vector128<short> low, Vector128<short> high) = Vector128.Widen(Vector128.Load(_block + 192).AsSByte());
        (Vector128<int> a, Vector128<int> b) = Vector128.Widen(low);
        (Vector128<int> c, Vector128<int> d) = Vector128.Widen(high);
        fixed (float* scales = _scales)
        {
            (Vector128.ConvertToSingle(a) * factor).Store(scales);
            (Vector128.ConvertToSingle(b) * factor).Store(scales + 4);
            (Vector128.ConvertToSingle(c) * factor).Store(scales + 8);
            (Vector128.ConvertToSingle(d) * factor).Store(scales + 12);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(int group)
    {
        int half = group >> 2, g = group & 3;
        _group = group;
        _low = _block + half * 64 + (g & 1) * 32;
        _lowShift = (g >> 1) * 4;
        _high = _block + 128 + half * 32;
        _highShift = g * 2;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector n = TLane.FusedMultiplyAdd(TLane.LoadBits(_high + at, _highShift, 3), TLane.Splat(16f), TLane.LoadBits(_low + at, _lowShift, 0xF));
        return TLane.Multiply(TLane.Subtract(n, TLane.Splat(32f)), TLane.Splat(_scales[_group * 2 + (at >> 4)]));
    }
}
