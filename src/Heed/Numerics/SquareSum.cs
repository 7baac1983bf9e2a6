using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>Σ x²: pieces of 4096 in float32, the pieces in double, in ascending order.</summary>
internal static unsafe class SquareSum
{
    private const int Piece = 4096;

    /// <summary>The sum.</summary>
    public static double Of(float* x, long count)
    {
        int pieces = (int)((count + Piece - 1) / Piece);
        float* partial = BufferPool.Rent(pieces);
        var kernel = new Kernel { X = x, Partial = partial, Count = count };
        RowWork.Run(pieces, Piece, ref kernel);
        double sum = 0;
        for (int i = 0; i < pieces; i++) sum += partial[i];
        BufferPool.Return(partial, pieces);
        return sum;
    }

    private struct Kernel : IRowKernel
    {
        public float* X, Partial;
        public long Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            for (int p = first; p < end; p++)
            {
                nint i = (nint)p * Piece, stop = (nint)Math.Min(Count, (p + 1L) * Piece);
                TVector sums = TLane.Zero;
                for (; i + TLane.Width <= stop; i += TLane.Width) sums = TLane.FusedMultiplyAdd(TLane.Load(X + i), TLane.Load(X + i), sums);
                float sum = TLane.Sum(sums);
                for (; i < stop; i++) sum += X[i] * X[i];
                Partial[p] = sum;
            }
        }
    }
}
