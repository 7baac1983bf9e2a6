using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>y (+)= a ⊙ b and y (+)= a·c on arrays.</summary>
internal static unsafe class Products
{
    private const int Piece = 8192;

    /// <summary>y (+)= a ⊙ b; y may be a or b.</summary>
    public static void Multiply(float* a, float* b, float* y, long count, bool accumulate)
        => Run(new Kernel { A = a, B = b, Y = y, Count = count, Accumulate = accumulate });

    /// <summary>y (+)= a·factor; y may be a.</summary>
    public static void Scale(float* a, float factor, float* y, long count, bool accumulate)
        => Run(new Kernel { A = a, Factor = factor, Y = y, Count = count, Accumulate = accumulate });

    private static void Run(Kernel kernel) => RowWork.Run((int)((kernel.Count + Piece - 1) / Piece), Piece, ref kernel);

    private struct Kernel : IRowKernel
    {
        /// <summary>Null: <see cref="Factor"/> takes its place.</summary>
        public float* B;
        public float* A, Y;
        public float Factor;
        public long Count;
        public bool Accumulate;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            nint i = (nint)first * Piece, stop = (nint)Math.Min(Count, (long)end * Piece);
            TVector factor = TLane.Splat(Factor);
            for (; i + TLane.Width <= stop; i += TLane.Width)
            {
                TVector product = TLane.Multiply(TLane.Load(A + i), B == null ? factor : TLane.Load(B + i));
                TLane.Store(Accumulate ? TLane.Add(TLane.Load(Y + i), product) : product, Y + i);
            }
            for (; i < stop; i++)
            {
                float product = A[i] * (B == null ? Factor : B[i]);
                Y[i] = Accumulate ? Y[i] + product : product;
            }
        }
    }
}
