using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>Softmax and log-sum-exp over rows, the maximum taken out first.</summary>
internal static unsafe class SoftmaxRows
{
    /// <summary>y = exp(x − LSE) per row.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="y">[rows, width], written; may be <paramref name="x"/>.</param>
    /// <param name="logSumExp">[rows], natural, written; may be null.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Numbers in a row.</param>
    public static void Forward(float* x, float* y, float* logSumExp, int rows, int width)
    {
        var kernel = new Kernel { X = x, Y = y, LogSumExp = logSumExp, Width = width };
        RowWork.Run(rows, width, ref kernel);
    }

    private struct Kernel : IRowKernel
    {
        public float* X, Y, LogSumExp;
        public int Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            for (int r = first; r < end; r++)
            {
                float* x = X + (nint)r * Width;
                float* y = Y + (nint)r * Width;
                int w = TLane.Width, j = 0;
                TVector largest = TLane.Splat(float.NegativeInfinity);
                float max = float.NegativeInfinity;
                for (; j + w <= Width; j += w) largest = TLane.Max(largest, TLane.Load(x + j));
                for (; j < Width; j++) max = MathF.Max(max, x[j]);
                max = MathF.Max(max, TLane.MaxAcross(largest));
                TVector shift = TLane.Splat(max), sums = TLane.Zero;
                float sum = 0f;
                for (j = 0; j + w <= Width; j += w)
                {
                    TVector e = Exponential.Exp<TLane, TVector>(TLane.Subtract(TLane.Load(x + j), shift));
                    TLane.Store(e, y + j);
                    sums = TLane.Add(sums, e);
                }
                for (; j < Width; j++) sum += y[j] = Exponential.Exp<LaneScalar, float>(x[j] - max);
                sum += TLane.Sum(sums);
                float inverse = 1f / sum;
                TVector inverses = TLane.Splat(inverse);
                for (j = 0; j + w <= Width; j += w) TLane.Store(TLane.Multiply(TLane.Load(y + j), inverses), y + j);
                for (; j < Width; j++) y[j] *= inverse;
                if (LogSumExp != null) LogSumExp[r] = max + MathF.Log(sum);
            }
        }
    }
}
