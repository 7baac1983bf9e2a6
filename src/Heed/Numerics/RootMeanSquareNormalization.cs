using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>y = x·ρ·(γ + γ₀) over the last axis, with ρ = 1/√(mean x² + ε) of a row (Zhang and Sennrich 2019).</summary>
internal static unsafe class RootMeanSquareNormalization
{
    /// <summary>The forward pass.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="gain">γ, [width].</param>
    /// <param name="y">[rows, width], written; may be <paramref name="x"/>.</param>
    /// <param name="inverses">[rows]: ρ, written; may be null.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="gainOffset">γ₀, what is added to every gain.</param>
    public static void Forward(float* x, float* gain, float* y, float* inverses, int rows, int width, float epsilon, float gainOffset = 0f)
    {
        var kernel = new ForwardKernel { X = x, Gain = gain, Y = y, Inverses = inverses, Width = width, Epsilon = epsilon,
            GainOffset = gainOffset };
        RowWork.Run(rows, width, ref kernel);
    }

    /// <summary>The backward pass: dx (+)= …, dγ += Σ dy·xρ.</summary>
    /// <param name="x">[rows, width].</param>
    /// <param name="gain">γ, [width].</param>
    /// <param name="inverses">[rows] from the forward pass.</param>
    /// <param name="dy">[rows, width].</param>
    /// <param name="dx">[rows, width].</param>
    /// <param name="accumulate">Whether dx is added to or written.</param>
    /// <param name="dGain">[width], added to; null for none.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="width">Numbers in a row.</param>
    /// <param name="gainOffset">γ₀, as in the forward pass.</param>
    public static void Backward(
        float* x, float* gain, float* inverses, float* dy, float* dx, bool accumulate, float* dGain, int rows, int width,
            float gainOffset = 0f)
    {
        int chunks = (rows + RowWork.ChunkRows(width) - 1) / RowWork.ChunkRows(width);
        long count = (long)chunks * width;
        float* partial = BufferPool.Rent(count);
        var kernel = new BackwardKernel
        {
            X = x, Gain = gain, Inverses = inverses, Dy = dy, Dx = dx, Accumulate = accumulate, PartialGain = partial, Width = width,
            GainOffset = gainOffset,
        };
        RowWork.Run(rows, width, ref kernel);
        if (dGain != null) ColumnSums.Reduce(partial, chunks, width, dGain);
        BufferPool.Return(partial, count);
    }

    private struct ForwardKernel : IRowKernel
    {
        public float* X, Gain, Y, Inverses;
        public int Width;
        public float Epsilon, GainOffset;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            for (int r = first; r < end; r++)
            {
                float* x = X + (nint)r * Width;
                float* y = Y + (nint)r * Width;
                TVector squares = TLane.Zero;
                float rest = 0f;
                int j = 0;
                for (; j + w <= Width; j += w)
                {
                    TVector v = TLane.Load(x + j);
                    squares = TLane.FusedMultiplyAdd(v, v, squares);
                }
                for (; j < Width; j++) rest += x[j] * x[j];
                float inverse = 1f / MathF.Sqrt((TLane.Sum(squares) + rest) / Width + Epsilon);
                TVector scale = TLane.Splat(inverse), offset = TLane.Splat(GainOffset);
                for (j = 0; j + w <= Width; j += w)
                    TLane.Store(TLane.Multiply(TLane.Multiply(TLane.Load(x + j), scale), TLane.Add(TLane.Load(Gain + j), offset)), y + j);
                for (; j < Width; j++) y[j] = x[j] * inverse * (Gain[j] + GainOffset);
                if (Inverses != null) Inverses[r] = inverse;
            }
        }
    }

    private struct BackwardKernel : IRowKernel
    {
        public float* X, Gain, Inverses, Dy, Dx, PartialGain;
        public bool Accumulate;
        public int Width;
        public float GainOffset;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int w = TLane.Width;
            float* dGain = PartialGain + (nint)chunk * Width;
            new Span<float>(dGain, Width).Clear();
            for (int r = first; r < end; r++)
            {
                // With n = xρ and g = dy·γ: dx = ρ·(g − n·mean(g·n)).
                float* x = X + (nint)r * Width;
                float* dy = Dy + (nint)r * Width;
                float* dx = Dx + (nint)r * Width;
                float inverse = Inverses[r];
                TVector inverses = TLane.Splat(inverse), offset = TLane.Splat(GainOffset), products = TLane.Zero;
                float product = 0f;
                int j = 0;
                for (; j + w <= Width; j += w)
                {
                    TVector n = TLane.Multiply(TLane.Load(x + j), inverses), d = TLane.Load(dy + j);
                    products = TLane.FusedMultiplyAdd(TLane.Multiply(d, TLane.Add(TLane.Load(Gain + j), offset)), n, products);
                    TLane.Store(TLane.FusedMultiplyAdd(d, n, TLane.Load(dGain + j)), dGain + j);
                }
                for (; j < Width; j++)
                {
                    float n = x[j] * inverse;
                    product += dy[j] * (Gain[j] + GainOffset) * n;
                    dGain[j] += dy[j] * n;
                }
                float mean = (TLane.Sum(products) + product) / Width;
                TVector means = TLane.Splat(mean);
                for (j = 0; j + w <= Width; j += w)
                {
                    TVector n = TLane.Multiply(TLane.Load(x + j), inverses);
                    TVector g = TLane.Multiply(TLane.Load(dy + j), TLane.Add(TLane.Load(Gain + j), offset));
                    TVector d = TLane.Multiply(inverses, TLane.Subtract(g, TLane.Multiply(n, means)));
                    TLane.Store(Accumulate ? TLane.Add(d, TLane.Load(dx + j)) : d, dx + j);
                }
                for (; j < Width; j++)
                {
                    float d = inverse * (dy[j] * (Gain[j] + GainOffset) - x[j] * inverse * mean);
                    dx[j] = Accumulate ? dx[j] + d : d;
                }
            }
        }
    }
}
