using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>y = a + b on arrays.</summary>
internal static unsafe class Sums
{
    private const int Piece = 8192;

    /// <summary>Adds; y may be a or b.</summary>
    public static void Add(float* a, float* b, float* y, long count)
    {
        var kernel = new Kernel { A = a, B = b, Y = y, Count = count };
        RowWork.Run((int)((count + Piece - 1) / Piece), Piece, ref kernel);
    }

    private struct Kernel : IRowKernel
    {
        public float* A, B, Y;
        public long Count;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            nint i = (nint)first * Piece, stop = (nint)Math.Min(Count, (long)end * Piece);
            for (; i + TLane.Width <= stop; i += TLane.Width) TLane.Store(TLane.Add(TLane.Load(A + i), TLane.Load(B + i)), Y + i);
            for (; i < stop; i++) Y[i] = A[i] + B[i];
        }
    }
}
