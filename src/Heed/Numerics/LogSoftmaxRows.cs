using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// The logarithm of softmax over rows: y = (x − max) − ln Σ exp(x − max). Never x − LSE: next to a large maximum, LSE has too few digits.
/// </summary>
internal static unsafe class LogSoftmaxRows
{
    /// <summary>The forward pass.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="y">[rows, width], written; may be <paramref name="x"/>.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Numbers in a row.</param>
    public static void Forward(float* x, float* y, int rows, int width)
    {
        var kernel = new ForwardKernel { X = x, Y = y, Width = width };
        RowWork.Run(rows, width, ref kernel);
    }

    /// <summary>The backward pass: dx (+)= dy − exp(y)·Σ dy.</summary>
    /// <param name="y">[rows, width] from the forward pass.</param>
    /// <param name="dy">[rows, width].</param>
    /// <param name="dx">[rows, width].</param>
    /// <param name="accumulate">Whether dx is added to or written.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Numbers in a row.</param>
    public static void Backward(float* y, float* dy, float* dx, bool accumulate, int rows, int width)
    {
        var kernel = new BackwardKernel { Y = y, Dy = dy, Dx = dx, Accumulate = accumulate, Width = width };
        RowWork.Run(rows, width, ref kernel);
    }

    private struct ForwardKernel : IRowKernel
    {
        public float* X, Y;
        public int Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            for (int r = first; r < end; r++)
            {
                float* x = X + (nint)r * Width;
                float* y = Y + (nint)r * Width;
                int j = 0;
                TVector largest = TLane.Splat(float.NegativeInfinity);
                float max = float.NegativeInfinity;
                for (; j + w <= Width; j += w) largest = TLane.Max(largest, TLane.Load(x + j));
                for (; j < Width; j++) max = MathF.Max(max, x[j]);
                max = MathF.Max(max, TLane.MaxAcross(largest));
                TVector shift = TLane.Splat(max), sums = TLane.Zero;
                float sum = 0f;
                for (j = 0; j + w <= Width; j += w)
                    sums = TLane.Add(sums, Exponential.Exp<TLane, TVector>(TLane.Subtract(TLane.Load(x + j), shift)));
                for (; j < Width; j++) sum += Exponential.Exp<LaneScalar, float>(x[j] - max);
                float log = MathF.Log(TLane.Sum(sums) + sum);
                TVector logs = TLane.Splat(log);
                for (j = 0; j + w <= Width; j += w) TLane.Store(TLane.Subtract(TLane.Subtract(TLane.Load(x + j), shift), logs), y + j);
                for (; j < Width; j++) y[j] = x[j] - max - log;
            }
        }
    }

    private struct BackwardKernel : IRowKernel
    {
        public float* Y, Dy, Dx;
        public bool Accumulate;
        public int Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            for (int r = first; r < end; r++)
            {
                float* y = Y + (nint)r * Width;
                float* dy = Dy + (nint)r * Width;
                float* dx = Dx + (nint)r * Width;
                TVector sums = TLane.Zero;
                float sum = 0f;
                int j = 0;
                for (; j + w <= Width; j += w) sums = TLane.Add(sums, TLane.Load(dy + j));
                for (; j < Width; j++) sum += dy[j];
                sum += TLane.Sum(sums);
                sums = TLane.Splat(sum);
                for (j = 0; j + w <= Width; j += w)
                {
                    TVector d = TLane.Subtract(
                        TLane.Load(dy + j), TLane.Multiply(Exponential.Exp<TLane, TVector>(TLane.Load(y + j)), sums));
                    TLane.Store(Accumulate ? TLane.Add(d, TLane.Load(dx + j)) : d, dx + j);
                }
                for (; j < Width; j++)
                {
                    float d = dy[j] - Exponential.Exp<LaneScalar, float>(y[j]) * sum;
                    dx[j] = Accumulate ? dx[j] + d : d;
                }
            }
        }
    }
}
