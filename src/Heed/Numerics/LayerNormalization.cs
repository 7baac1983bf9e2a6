using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// y = (x − μ)·ρ·γ + β over the last axis, with μ the mean and ρ = 1/√(variance + ε) of a row (Ba, Kiros and Hinton 2016). The variance
/// is taken in a second pass, around the mean.
/// </summary>
internal static unsafe class LayerNormalization
{
    /// <summary>The forward pass.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="gain">γ, [width].</param>
    /// <param name="bias">β, [width]; null for none.</param>
    /// <param name="y">[rows, width], written; may be <paramref name="x"/>.</param>
    /// <param name="statistics">[rows, 2]: μ and ρ, written; may be null.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="epsilon">ε.</param>
    public static void Forward(float* x, float* gain, float* bias, float* y, float* statistics, int rows, int width, float epsilon)
    {
        var kernel = new ForwardKernel
        {
            X = x, Gain = gain, Bias = bias, Y = y, Statistics = statistics, Width = width, Epsilon = epsilon,
        };
        RowWork.Run(rows, width, ref kernel);
    }

    /// <summary>The backward pass: dx (+)= …, dγ += Σ dy·x̂, dβ += Σ dy.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="gain">γ, [width].</param>
    /// <param name="statistics">[rows, 2] from the forward pass.</param>
    /// <param name="dy">[rows, width].</param>
    /// <param name="dx">[rows, width].</param>
    /// <param name="accumulate">Whether dx is added to or written.</param>
    /// <param name="dGain">[width], added to; null for none.</param>
    /// <param name="dBias">[width], added to; null for none.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Numbers in a row.</param>
    public static void Backward(
        float* x, float* gain, float* statistics, float* dy, float* dx, bool accumulate, float* dGain, float* dBias, int rows, int width)
    {
        int chunks = (rows + RowWork.ChunkRows(width) - 1) / RowWork.ChunkRows(width);
        long count = 2L * chunks * width;
        float* partial = BufferPool.Rent(count);
        var kernel = new BackwardKernel
        {
            X = x, Gain = gain, Statistics = statistics, Dy = dy, Dx = dx, Accumulate = accumulate,
            PartialGain = partial, PartialBias = partial + (nint)chunks * width, Width = width,
        };
        RowWork.Run(rows, width, ref kernel);
        if (dGain != null) ColumnSums.Reduce(kernel.PartialGain, chunks, width, dGain);
        if (dBias != null) ColumnSums.Reduce(kernel.PartialBias, chunks, width, dBias);
        BufferPool.Return(partial, count);
    }

    private struct ForwardKernel : IRowKernel
    {
        public float* X, Gain, Bias, Y, Statistics;
        public int Width;
        public float Epsilon;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            for (int r = first; r < end; r++)
            {
                float* x = X + (nint)r * Width;
                float* y = Y + (nint)r * Width;
                TVector sum = TLane.Zero;
                float rest = 0f;
                int j = 0;
                for (; j + w <= Width; j += w) sum = TLane.Add(sum, TLane.Load(x + j));
                for (; j < Width; j++) rest += x[j];
                float mean = (TLane.Sum(sum) + rest) / Width;
                TVector means = TLane.Splat(mean);
                sum = TLane.Zero;
                rest = 0f;
                for (j = 0; j + w <= Width; j += w)
                {
                    TVector d = TLane.Subtract(TLane.Load(x + j), means);
                    sum = TLane.FusedMultiplyAdd(d, d, sum);
                }
                for (; j < Width; j++) rest += (x[j] - mean) * (x[j] - mean);
                float inverse = 1f / MathF.Sqrt((TLane.Sum(sum) + rest) / Width + Epsilon);
                TVector inverses = TLane.Splat(inverse);
                for (j = 0; j + w <= Width; j += w)
                {
                    TVector n = TLane.Multiply(TLane.Subtract(TLane.Load(x + j), means), inverses);
                    TLane.Store(TLane.FusedMultiplyAdd(n, TLane.Load(Gain + j), Bias == null ? TLane.Zero : TLane.Load(Bias + j)), y + j);
                }
                for (; j < Width; j++) y[j] = (x[j] - mean) * inverse * Gain[j] + (Bias == null ? 0f : Bias[j]);
                if (Statistics != null)
                {
                    Statistics[2 * r] = mean;
                    Statistics[2 * r + 1] = inverse;
                }
            }
        }
    }

    private struct BackwardKernel : IRowKernel
    {
        public float* X, Gain, Statistics, Dy, Dx, PartialGain, PartialBias;
        public bool Accumulate;
        public int Width;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            float* dGain = PartialGain + (nint)chunk * Width;
            float* dBias = PartialBias + (nint)chunk * Width;
            new Span<float>(dGain, Width).Clear();
            new Span<float>(dBias, Width).Clear();
            for (int r = first; r < end; r++)
            {
                // With x̂ = (x − μ)ρ and g = dy·γ: dx = ρ·(g − mean(g) − x̂·mean(g·x̂)).
                float* x = X + (nint)r * Width;
                float* dy = Dy + (nint)r * Width;
                float* dx = Dx + (nint)r * Width;
                float mean = Statistics[2 * r], inverse = Statistics[2 * r + 1];
                TVector means = TLane.Splat(mean), inverses = TLane.Splat(inverse);
                TVector sums = TLane.Zero, products = TLane.Zero;
                float sum = 0f, product = 0f;
                int j = 0;
                for (; j + w <= Width; j += w)
                {
                    TVector n = TLane.Multiply(TLane.Subtract(TLane.Load(x + j), means), inverses);
                    TVector d = TLane.Load(dy + j);
                    TVector g = TLane.Multiply(d, TLane.Load(Gain + j));
                    sums = TLane.Add(sums, g);
                    products = TLane.FusedMultiplyAdd(g, n, products);
                    TLane.Store(TLane.FusedMultiplyAdd(d, n, TLane.Load(dGain + j)), dGain + j);
                    TLane.Store(TLane.Add(d, TLane.Load(dBias + j)), dBias + j);
                }
                for (; j < Width; j++)
                {
                    float n = (x[j] - mean) * inverse;
                    sum += dy[j] * Gain[j];
                    product += dy[j] * Gain[j] * n;
                    dGain[j] += dy[j] * n;
                    dBias[j] += dy[j];
                }
                float meanGradient = (TLane.Sum(sums) + sum) / Width, meanProduct = (TLane.Sum(products) + product) / Width;
                TVector meanGradients = TLane.Splat(meanGradient), meanProducts = TLane.Splat(meanProduct);
                for (j = 0; j + w <= Width; j += w)
                {
                    TVector n = TLane.Multiply(TLane.Subtract(TLane.Load(x + j), means), inverses);
                    TVector g = TLane.Multiply(TLane.Load(dy + j), TLane.Load(Gain + j));
                    TVector d = TLane.Multiply(inverses, TLane.Subtract(TLane.Subtract(g, meanGradients), TLane.Multiply(n, meanProducts)));
                    TLane.Store(Accumulate ? TLane.Add(d, TLane.Load(dx + j)) : d, dx + j);
                }
                for (; j < Width; j++)
                {
                    float n = (x[j] - mean) * inverse;
                    float d = inverse * (dy[j] * Gain[j] - meanGradient - n * meanProduct);
                    dx[j] = Accumulate ? dx[j] + d : d;
                }
            }
        }
    }
}
