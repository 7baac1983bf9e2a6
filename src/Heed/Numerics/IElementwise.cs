using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>A function of one number, y = f(x), with its derivative.</summary>
internal interface IElementwise
{
    /// <summary>f(x).</summary>
    static abstract TVector Value<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct;

    /// <summary>f′(x).</summary>
    static abstract TVector Slope<TLane, TVector>(TVector x) where TLane : struct, ILane<TVector> where TVector : struct;
}

/// <summary>Applies an <see cref="IElementwise"/> function to arrays. The tail of an array goes through the same arithmetic in a
/// partly filled register.</summary>
internal static unsafe class Elementwise<TFunction> where TFunction : struct, IElementwise
{
    private const int Piece = 4096;

    /// <summary>y = f(x).</summary>
    public static void Forward(float* x, float* y, long count)
    {
        var kernel = new ValueKernel { X = x, Y = y, Count = count };
        RowWork.Run((int)((count + Piece - 1) / Piece), Piece, ref kernel);
    }

    /// <summary>dx (+)= dy · f′(x).</summary>
    public static void Backward(float* x, float* dy, float* dx, long count, bool accumulate)
    {
        var kernel = new SlopeKernel { X = x, Dy = dy, Dx = dx, Count = count, Accumulate = accumulate };
        RowWork.Run((int)((count + Piece - 1) / Piece), Piece, ref kernel);
    }

    private struct ValueKernel : IRowKernel
    {
        public float* X, Y;
        public long Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            nint i = (nint)first * Piece, stop = (nint)Math.Min(Count, (long)end * Piece);
            for (; i + TLane.Width <= stop; i += TLane.Width) TLane.Store(TFunction.Value<TLane, TVector>(TLane.Load(X + i)), Y + i);
            if (i < stop)
                TLane.StorePartial(TFunction.Value<TLane, TVector>(TLane.LoadPartial(X + i, (int)(stop - i))), Y + i, (int)(stop - i));
        }
    }

    private struct SlopeKernel : IRowKernel
    {
        public float* X, Dy, Dx;
        public long Count;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            nint i = (nint)first * Piece, stop = (nint)Math.Min(Count, (long)end * Piece);
            for (; i + TLane.Width <= stop; i += TLane.Width)
            {
                TVector slope = TLane.Multiply(TLane.Load(Dy + i), TFunction.Slope<TLane, TVector>(TLane.Load(X + i)));
                TLane.Store(Accumulate ? TLane.Add(slope, TLane.Load(Dx + i)) : slope, Dx + i);
            }
            if (i < stop)
            {
                int n = (int)(stop - i);
                TVector slope = TLane.Multiply(TLane.LoadPartial(Dy + i, n), TFunction.Slope<TLane, TVector>(TLane.LoadPartial(X + i, n)));
                TLane.StorePartial(Accumulate ? TLane.Add(slope, TLane.LoadPartial(Dx + i, n)) : slope, Dx + i, n);
            }
        }
    }
}
