using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>y = f(gate) ⊙ x on arrays, and the way back. The tail goes through the same arithmetic in a partly filled register.</summary>
internal static unsafe class Gates<TFunction> where TFunction : struct, IElementwise
{
    private const int Piece = 4096;

    /// <summary>y = f(gate) ⊙ x.</summary>
    public static void Forward(float* gate, float* x, float* y, long count)
    {
        var kernel = new ValueKernel { Gate = gate, X = x, Y = y, Count = count };
        RowWork.Run((int)((count + Piece - 1) / Piece), Piece, ref kernel);
    }

    /// <summary>dgate += dy ⊙ x ⊙ f′(gate), dx += dy ⊙ f(gate); either may be null.</summary>
    public static void Backward(float* gate, float* x, float* dy, float* dGate, float* dx, long count)
    {
        var kernel = new SlopeKernel { Gate = gate, X = x, Dy = dy, DGate = dGate, Dx = dx, Count = count };
        RowWork.Run((int)((count + Piece - 1) / Piece), Piece, ref kernel);
    }

    private struct ValueKernel : IRowKernel
    {
        public float* Gate, X, Y;
        public long Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            nint i = (nint)first * Piece, stop = (nint)Math.Min(Count, (long)end * Piece);
            for (; i + TLane.Width <= stop; i += TLane.Width)
                TLane.Store(TLane.Multiply(TFunction.Value<TLane, TVector>(TLane.Load(Gate + i)), TLane.Load(X + i)), Y + i);
            if (i == stop) return;
            int n = (int)(stop - i);
            TLane.StorePartial(TLane.Multiply(TFunction.Value<TLane, TVector>(TLane.LoadPartial(Gate + i, n)), TLane.LoadPartial(X + i, n)), Y + i, n);
        }
    }

    private struct SlopeKernel : IRowKernel
    {
        public float* Gate, X, Dy, DGate, Dx;
        public long Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            nint stop = (nint)Math.Min(Count, (long)end * Piece);
            for (nint i = (nint)first * Piece; i < stop; i += TLane.Width)
            {
                int n = (int)Math.Min(TLane.Width, stop - i);
                TVector gate = Read<TLane, TVector>(Gate + i, n), dy = Read<TLane, TVector>(Dy + i, n);
                if (Dx != null)
                    Add<TLane, TVector>(TLane.Multiply(dy, TFunction.Value<TLane, TVector>(gate)), Dx + i, n);
                if (DGate != null)
                    Add<TLane, TVector>(TLane.Multiply(TLane.Multiply(dy, Read<TLane, TVector>(X + i, n)), TFunction.Slope<TLane, TVector>(gate)), DGate + i, n);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Read<TLane, TVector>(float* source, int count) where TLane : struct, ILane<TVector> where TVector : struct
            => count == TLane.Width ? TLane.Load(source) : TLane.LoadPartial(source, count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add<TLane, TVector>(TVector value, float* target, int count) where TLane : struct, ILane<TVector> where TVector : struct
        {
            if (count == TLane.Width) TLane.Store(TLane.Add(TLane.Load(target), value), target);
            else TLane.StorePartial(TLane.Add(TLane.LoadPartial(target, count), value), target, count);
        }
    }
}
