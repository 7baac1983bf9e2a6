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
    public static void Transpose(float* source, nint rowStride, int rows, int depth, float* target, int width)
    {
        Turn(source, rowStride, rows, depth, target, width);
        if (rows < width)
            for (int k = 0; k < depth; k++) new Span<float>(target + k * width + rows, width - rows).Clear();
    }

    /// <summary>Transposes: target[k·targetStride + j] = source[j·rowStride + k] for j &lt; <paramref name="rows"/>, k &lt; <paramref name="depth"/>.</summary>
    /// <param name="source">[rows, depth], rows <paramref name="rowStride"/> floats apart.</param>
    /// <param name="target">[depth, rows], rows <paramref name="targetStride"/> floats apart.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn(float* source, nint rowStride, int rows, int depth, float* target, nint targetStride)
    {
        // 16 of the depth at a time: the lines of the target that one row of blocks writes are still there for the next.
        for (int k = 0; k < depth; k += 16, source += 16, target += 16 * targetStride)
        {
            int columns = Math.Min(16, depth - k), j = 0;
            if (Avx512F.IsSupported && columns == 16)
                for (; j + 16 <= rows; j += 16) Turn16(source + j * rowStride, rowStride, target + j, targetStride);
            for (; j + 4 <= rows; j += 4) Turn4(source + j * rowStride, rowStride, columns, target + j, targetStride);
            for (; j < rows; j++)
                for (int i = 0; i < columns; i++) target[i * targetStride + j] = source[j * rowStride + i];
        }
    }

    /// <summary>Four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn4(float* s0, nint rowStride, int depth, float* t, nint stride)
    {
        float* s1 = s0 + rowStride, s2 = s1 + rowStride, s3 = s2 + rowStride;
        int k = 0;
        if (Sse.IsSupported)
        {
            for (; k + 4 <= depth; k += 4, t += 4 * stride)
            {
                Vector128<float> r0 = Vector128.Load(s0 + k), r1 = Vector128.Load(s1 + k), r2 = Vector128.Load(s2 + k), r3 = Vector128.Load(s3 + k);
                Vector128<float> a = Sse.UnpackLow(r0, r1), b = Sse.UnpackLow(r2, r3), c = Sse.UnpackHigh(r0, r1), d = Sse.UnpackHigh(r2, r3);
                Sse.MoveLowToHigh(a, b).Store(t);
                Sse.MoveHighToLow(b, a).Store(t + stride);
                Sse.MoveLowToHigh(c, d).Store(t + 2 * stride);
                Sse.MoveHighToLow(d, c).Store(t + 3 * stride);
            }
        }
        for (; k < depth; k++, t += stride)
        {
            t[0] = s0[k];
            t[1] = s1[k];
            t[2] = s2[k];
            t[3] = s3[k];
        }
    }

    /// <summary>Sixteen rows of sixteen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn16(float* source, nint rowStride, float* target, nint stride)
    {
        // Of four rows, register c then holds in quarter q column 4q + c.
        Quad(source, rowStride, out Vector512<float> a0, out Vector512<float> a1, out Vector512<float> a2, out Vector512<float> a3);
        Quad(source + 4 * rowStride, rowStride, out Vector512<float> b0, out Vector512<float> b1, out Vector512<float> b2, out Vector512<float> b3);
        Quad(source + 8 * rowStride, rowStride, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3);
        Quad(source + 12 * rowStride, rowStride, out Vector512<float> d0, out Vector512<float> d1, out Vector512<float> d2, out Vector512<float> d3);
        Quarters(a0, b0, c0, d0, target, stride);
        Quarters(a1, b1, c1, d1, target + stride, stride);
        Quarters(a2, b2, c2, d2, target + 2 * stride, stride);
        Quarters(a3, b3, c3, d3, target + 3 * stride, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quad(
        float* source, nint rowStride, out Vector512<float> c0, out Vector512<float> c1, out Vector512<float> c2, out Vector512<float> c3)
    {
        Vector512<float> r0 = Vector512.Load(source), r1 = Vector512.Load(source + rowStride);
        Vector512<float> r2 = Vector512.Load(source + 2 * rowStride), r3 = Vector512.Load(source + 3 * rowStride);
        Vector512<double> low01 = Avx512F.UnpackLow(r0, r1).AsDouble(), high01 = Avx512F.UnpackHigh(r0, r1).AsDouble();
        Vector512<double> low23 = Avx512F.UnpackLow(r2, r3).AsDouble(), high23 = Avx512F.UnpackHigh(r2, r3).AsDouble();
        c0 = Avx512F.UnpackLow(low01, low23).AsSingle();
        c1 = Avx512F.UnpackHigh(low01, low23).AsSingle();
        c2 = Avx512F.UnpackLow(high01, high23).AsSingle();
        c3 = Avx512F.UnpackHigh(high01, high23).AsSingle();
    }

    /// <summary>Puts quarter q of four registers side by side into row 4q.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Quarters(Vector512<float> a, Vector512<float> b, Vector512<float> c, Vector512<float> d, float* target, nint stride)
    {
        Vector512<float> even = Avx512F.Shuffle4x128(a, b, 0x88), odd = Avx512F.Shuffle4x128(a, b, 0xDD);
        Vector512<float> even2 = Avx512F.Shuffle4x128(c, d, 0x88), odd2 = Avx512F.Shuffle4x128(c, d, 0xDD);
        Avx512F.Shuffle4x128(even, even2, 0x88).Store(target);
        Avx512F.Shuffle4x128(odd, odd2, 0x88).Store(target + 4 * stride);
        Avx512F.Shuffle4x128(even, even2, 0xDD).Store(target + 8 * stride);
        Avx512F.Shuffle4x128(odd, odd2, 0xDD).Store(target + 12 * stride);
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
