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
    public static int Groups => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Open(int group) { }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OpenBlock(byte* row, int block)
    {
        byte* first = row + (nint)block * BlockBytes;
        _scale = HalfScale.Read(first);
        _numbers = first + 2;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector n = TLane.LoadBits(_numbers + at % 16, at < 16 ? 0 : 4, 0xF);
        return TLane.Multiply(TLane.Subtract(n, TLane.Splat(8f)), TLane.Splat(_scale));
    }
}
