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
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Open(byte* row, int group) => _numbers = (float*)row + (nint)group * StoredMatrix.Group;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly TVector Load<TLane, TVector>(int at) where TLane : struct, ILane<TVector> where TVector : struct => TLane.Load(_numbers + at);
}
