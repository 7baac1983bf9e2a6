using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary><see cref="StoredFormat.Float32"/>.</summary>
internal unsafe struct Float32Format : INumberFormat
{
    private float* _numbers;

    /// <inheritdoc/>
    public static int BlockNumbers => 1;

    /// <inheritdoc/>
    public static int BlockBytes => sizeof(float);

    /// <inheritdoc/>
    public static int Groups => 1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OpenBlock(byte* row, int block) => _numbers = (float*)row + (nint)block * StoredMatrix.Group;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Open(int group) { }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct => TLane.Load(_numbers + at);
}
