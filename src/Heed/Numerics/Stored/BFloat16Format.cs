using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary><see cref="StoredFormat.BFloat16"/>.</summary>
internal unsafe struct BFloat16Format : INumberFormat
{
    private ushort* _numbers;

    /// <inheritdoc/>
    public static int BlockNumbers => 1;

    /// <inheritdoc/>
    public static int BlockBytes => sizeof(ushort);

    /// <inheritdoc/>
    public static int Groups => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OpenBlock(byte* row, int block) => _numbers = (ushort*)row + (nint)block * StoredMatrix.Group;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Open(int group) { }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct => TLane.LoadBFloat16(_numbers + at);
}
