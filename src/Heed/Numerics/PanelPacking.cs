using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Heed.Numerics;

/// <summary>Copies of a product's right side in the order in which <see cref="RegisterTile"/> reads it.</summary>
internal static unsafe class PanelPacking
{
    /// <summary>
    /// Transposes: target[k·width + j] = source[j·rowStride + k] for j &lt; <paramref name="rows"/>, k &lt;
    /// <paramref name="depth"/>; columns
    /// from <paramref name="rows"/> to <paramref name="width"/> become 0.
    /// </summary>
    /// <param name="source">[rows, depth], rows <paramref name="rowStride"/> floats apart.</param>
    /// <param name="target">[depth, width].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(float* source, nint rowStride, int rows, int depth, float* target, int width)
    {
        int j = 0;
        for (; j + 4 <= rows; j += 4)
        {
            float* s0 = source + j * rowStride;
            float* s1 = s0 + rowStride;
            float* s2 = s1 + rowStride;
            float* s3 = s2 + rowStride;
            float* t = target + j;
            int k = 0;
            if (Sse.IsSupported)
            {
                for (; k + 4 <= depth; k += 4)
                {
                    Vector128<float> r0 = Vector128.Load(s0 + k), r1 = Vector128.Load(s1 + k), r2 = Vector128.Load(s2 + k),
                        r3 = Vector128.Load(s3 + k);
                    Vector128<float> a = Sse.UnpackLow(r0, r1), b = Sse.UnpackLow(r2, r3), c = Sse.UnpackHigh(r0, r1),
                        d = Sse.UnpackHigh(r2, r3);
                    Sse.MoveLowToHigh(a, b).Store(t);
                    Sse.MoveHighToLow(b, a).Store(t + width);
                    Sse.MoveLowToHigh(c, d).Store(t + 2 * width);
                    Sse.MoveHighToLow(d, c).Store(t + 3 * width);
                    t += 4 * width;
                }
            }
            for (; k < depth; k++, t += width)
            {
                t[0] = s0[k];
                t[1] = s1[k];
                t[2] = s2[k];
                t[3] = s3[k];
            }
        }
        for (; j < rows; j++)
            for (int k = 0; k < depth; k++) target[k * width + j] = source[j * rowStride + k];
        if (rows < width)
            for (int k = 0; k < depth; k++) new Span<float>(target + k * width + rows, width - rows).Clear();
    }

    /// <summary>Copies rows, filling each up with 0: target[k·width + j] = source[k·rowStride + j] for j &lt;
    /// <paramref name="columns"/>.</summary>
    /// <param name="source">[rows, columns], rows <paramref name="rowStride"/> floats apart.</param>
    /// <param name="target">[rows, width].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Copy(float* source, nint rowStride, int rows, int columns, float* target, int width)
    {
        for (int k = 0; k < rows; k++, source += rowStride, target += width)
        {
            Unsafe.CopyBlockUnaligned(target, source, (uint)columns * sizeof(float));
            for (int j = columns; j < width; j++) target[j] = 0f;
        }
    }

    /// <summary>Whether all values of [rows, columns] are finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool AllFinite<TLane, TVector>(float* source, nint rowStride, int rows, int columns)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        // x·0 is 0 for finite x and NaN otherwise.
        TVector sum = TLane.Zero;
        float rest = 0f;
        for (int r = 0; r < rows; r++, source += rowStride)
        {
            int j = 0;
            for (; j + TLane.Width <= columns; j += TLane.Width) sum = TLane.FusedMultiplyAdd(TLane.Load(source + j), TLane.Zero, sum);
            for (; j < columns; j++) rest += source[j] * 0f;
        }
        return TLane.Sum(sum) + rest == 0f;
    }
}
