using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary><see cref="StoredFormat.Q8_0"/>: the scale, then 32 bytes.</summary>
internal unsafe struct Q8Format : INumberFormat
{
    private sbyte* _numbers;
    private float _scale;

    /// <inheritdoc/>
    public static int BlockNumbers => 32;

    /// <inheritdoc/>
    public static int BlockBytes => 34;

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
        _numbers = (sbyte*)first + 2;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Multiply(TLane.LoadSignedBytes(_numbers + at), TLane.Splat(_scale));
}
