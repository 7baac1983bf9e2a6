using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Linear;

/// <summary>Elementwise work on rows filled up to whole registers.</summary>
internal static unsafe class LaneRows
{
    /// <summary>y = factor·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale<TLane, TVector>(float factor, float* x, float* y, nint count)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector factors = TLane.Splat(factor);
        for (nint i = 0; i < count; i += TLane.Width) TLane.Store(TLane.Multiply(factors, TLane.Load(x + i)), y + i);
    }

    /// <summary>y = a ⊙ b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<TLane, TVector>(float* a, float* b, float* y, nint count)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        for (nint i = 0; i < count; i += TLane.Width) TLane.Store(TLane.Multiply(TLane.Load(a + i), TLane.Load(b + i)), y + i);
    }

    /// <summary>y += factor·x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add<TLane, TVector>(float factor, float* x, float* y, nint count)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector factors = TLane.Splat(factor);
        for (nint i = 0; i < count; i += TLane.Width)
            TLane.Store(TLane.FusedMultiplyAdd(factors, TLane.Load(x + i), TLane.Load(y + i)), y + i);
    }

    /// <summary>y += factor·(a ⊙ b).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddProduct<TLane, TVector>(float factor, float* a, float* b, float* y, nint count)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector factors = TLane.Splat(factor);
        for (nint i = 0; i < count; i += TLane.Width)
            TLane.Store(TLane.FusedMultiplyAdd(TLane.Multiply(factors, TLane.Load(a + i)), TLane.Load(b + i), TLane.Load(y + i)), y + i);
    }

    /// <summary>Σ a·b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Dot<TLane, TVector>(float* a, float* b, nint count) where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector sum = TLane.Zero;
        for (nint i = 0; i < count; i += TLane.Width) sum = TLane.FusedMultiplyAdd(TLane.Load(a + i), TLane.Load(b + i), sum);
        return TLane.Sum(sum);
    }

    /// <summary>y = eˣ for <paramref name="count"/> floats; what fills up the last register becomes 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Exp<TLane, TVector>(float* x, float* y, int count) where TLane : struct, ILane<TVector> where TVector : struct
    {
        int i = 0;
        for (; i + TLane.Width <= count; i += TLane.Width) TLane.Store(Exponential.Exp<TLane, TVector>(TLane.Load(x + i)), y + i);
        if (i < count) TLane.Store(Exponential.Exp<TLane, TVector>(TLane.LoadPartial(x + i, count - i)), y + i);
    }

    /// <summary>Copies <paramref name="rows"/> rows of <paramref name="width"/> floats, times <paramref name="factor"/>, and
    /// fills them up with 0.</summary>
    public static void Load<TLane, TVector>(float* source, nint sourceStride, int rows, int width, float* target, int stride, float factor)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        PanelPacking.Copy(source, sourceStride, rows, width, target, stride);
        if (factor != 1f) Scale<TLane, TVector>(factor, target, target, (nint)rows * stride);
    }

    /// <summary>target_r += source_r for rows of <paramref name="width"/> floats, the target's not filled up.</summary>
    public static void AddTo<TLane, TVector>(float* source, int stride, int rows, int width, float* target, nint targetStride)
        where TLane : struct, ILane<TVector> where TVector : struct
    {
        int whole = width / TLane.Width * TLane.Width;
        for (int r = 0; r < rows; r++, source += stride, target += targetStride)
        {
            Add<TLane, TVector>(1f, source, target, whole);
            for (int i = whole; i < width; i++) target[i] += source[i];
        }
    }

    /// <summary>Copies rows out of filled-up ones.</summary>
    public static void Store(float* source, int stride, int rows, int width, float* target, nint targetStride)
    {
        for (int r = 0; r < rows; r++)
            Unsafe.CopyBlockUnaligned(target + r * targetStride, source + (nint)r * stride, (uint)width * sizeof(float));
    }
}
