using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary><see cref="StoredFormat.Q4_0"/>: the scale, then 16 bytes, numbers 0–15 in the low halves, 16–31 in the high ones.</summary>
internal unsafe struct Q4Format : INumberFormat
{
    private byte* _numbers;
    private float _scale;

    /// <inheritdoc/>
    public static int BlockNumbers => 32;

    /// <inheritdoc/>
    public static int BlockBytes => 18;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(byte* row, int group)
    {
        byte* block = row + (nint)group * BlockBytes;
        _scale = HalfScale.Read(block);
        _numbers = block + 2;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector n = TLane.LoadBits(_numbers + at % 16, at < 16 ? 0 : 4, 0xF);
        return TLane.Multiply(TLane.Subtract(n, TLane.Splat(8f)), TLane.Splat(_scale));
    }
}
