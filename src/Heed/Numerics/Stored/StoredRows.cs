using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>Numbers of stored rows as float32.</summary>
internal static unsafe class StoredRows
{
    /// <summary>Widens a part of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="first">First number, a multiple of 32.</param>
    /// <param name="count">How many; no multiple of 32 at the row's end alone.</param>
    /// <param name="target">[count].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Widen<TFormat, TLane, TVector>(byte* row, int first, int count, float* target)
        where TFormat : struct, INumberFormat where TLane : struct, ILane<TVector> where TVector : struct
    {
        const int size = StoredMatrix.Group;
        TFormat format = default;
        (int block, int group) = Math.DivRem(first / size, TFormat.Groups);
        while (count >= size)
        {
            format.OpenBlock(row, block++);
            for (; group < TFormat.Groups && count >= size; group++, count -= size, target += size)
            {
                format.Open(group);
                for (int i = 0; i < size; i += TLane.Width) TLane.Store(format.Load<TLane, TVector>(i), target + i);
            }
            group = 0;
        }
        if (count == 0) return;
        // Blocks are whole groups: what is left is of numbers that stand alone.
        format.OpenBlock(row, block);
        for (int i = 0; i < count; i++) target[i] = format.Load<LaneScalar, float>(i);
    }
}
