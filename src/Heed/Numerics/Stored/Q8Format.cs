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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(byte* row, int group)
    {
        byte* block = row + (nint)group * BlockBytes;
        _scale = HalfScale.Read(block);
        _numbers = (sbyte*)block + 2;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct
        => TLane.Multiply(TLane.LoadSignedBytes(_numbers + at), TLane.Splat(_scale));
}
