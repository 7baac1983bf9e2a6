using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Autograd;

/// <summary>
/// AdamW (Loshchilov and Hutter 2019): m ← β₁m + (1−β₁)g, v ← β₂v + (1−β₂)g², x ← x − lr·(m̂ / (√v̂ + ε) + decay·x),
/// with m̂ and v̂ corrected for
/// their start at 0.
/// </summary>
/// <remarks>Decay is applied to tensors with two or more axes, unless told otherwise.</remarks>
public sealed unsafe class AdamW : IDisposable
{
    private readonly Tensor[] _parameters;
    private readonly bool[] _decays;

    /// <summary>Makes the optimiser with both moments 0.</summary>
    /// <param name="parameters">What it moves.</param>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weightDecay">The decay.</param>
    /// <param name="decayAll">Whether vectors decay as well.</param>
    public AdamW(IEnumerable<Tensor> parameters, float beta1 = 0.9f, float beta2 = 0.999f, float epsilon = 1e-8f, float weightDecay = 0.01f,
        bool decayAll = false)
    {
        _parameters = [.. parameters];
        _decays = [.. _parameters.Select(p => decayAll || p.Shape.Length > 1)];
        FirstMoments = [.. _parameters.Select(p => new Tensor(p.Shape, p.Name))];
        SecondMoments = [.. _parameters.Select(p => new Tensor(p.Shape, p.Name))];
        (Beta1, Beta2, Epsilon, WeightDecay) = (beta1, beta2, epsilon, weightDecay);
    }

    /// <summary>β₁.</summary>
    public float Beta1 { get; }

    /// <summary>β₂.</summary>
    public float Beta2 { get; }

    /// <summary>ε.</summary>
    public float Epsilon { get; }

    /// <summary>The decay.</summary>
    public float WeightDecay { get; }

    /// <summary>Steps taken.</summary>
    public int Steps { get; set; }

    /// <summary>m of each parameter, in their order.</summary>
    public IReadOnlyList<Tensor> FirstMoments { get; }

    /// <summary>v of each parameter, in their order.</summary>
    public IReadOnlyList<Tensor> SecondMoments { get; }

    /// <summary>One step along the parameters' gradients, which it then clears.</summary>
    /// <param name="learningRate">lr.</param>
    /// <param name="gradientFactor">What gradients are multiplied by first, for clipping.</param>
    public void Step(float learningRate, float gradientFactor = 1f)
    {
        Steps++;
        float correction1 = 1f / (1f - MathF.Pow(Beta1, Steps)), correction2 = 1f / (1f - MathF.Pow(Beta2, Steps));
        for (int p = 0; p < _parameters.Length; p++)
        {
            Tensor parameter = _parameters[p];
            if (!parameter.HasGradient) continue;
            var kernel = new Kernel
            {
                X = parameter.Data, G = parameter.GradientData, M = FirstMoments[p].Data, V = SecondMoments[p].Data,
                    Count = parameter.Count,
                Beta1 = Beta1, Beta2 = Beta2, Epsilon = Epsilon, Rate = learningRate * correction1, Correction2 = correction2,
                Keep = 1f - learningRate * (_decays[p] ? WeightDecay : 0f), Factor = gradientFactor,
            };
            RowWork.Run((parameter.Count + Kernel.Piece - 1) / Kernel.Piece, Kernel.Piece, ref kernel);
            parameter.ClearGradient();
        }
    }

    /// <summary>The Euclidean length of all gradients together.</summary>
    public static float GradientNorm(IEnumerable<Tensor> parameters)
    {
        double sum = 0;
        foreach (Tensor parameter in parameters)
            if (parameter.HasGradient) sum += SquareSum.Of(parameter.GradientData, parameter.Count);
        return (float)Math.Sqrt(sum);
    }

    /// <summary>Gives the moments' memory back.</summary>
    public void Dispose()
    {
        foreach (Tensor moment in FirstMoments) moment.Dispose();
        foreach (Tensor moment in SecondMoments) moment.Dispose();
    }

    private struct Kernel : IRowKernel
    {
        public const int Piece = 4096;
        public float* X, G, M, V;
        public int Count;
        public float Beta1, Beta2, Epsilon, Rate, Correction2, Keep, Factor;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public readonly void Rows<TLane, TVector>(int first, int end, int chunk) where TLane : struct, ILane<TVector> where TVector : struct
        {
            int i = first * Piece, stop = Math.Min(Count, end * Piece);
            TVector b1 = TLane.Splat(Beta1), c1 = TLane.Splat(1f - Beta1), b2 = TLane.Splat(Beta2), c2 = TLane.Splat(1f - Beta2);
            TVector rate = TLane.Splat(Rate), correction = TLane.Splat(Correction2), epsilon = TLane.Splat(Epsilon),
                keep = TLane.Splat(Keep), factor = TLane.Splat(Factor);
            for (; i < stop; i += TLane.Width)
            {
                int n = Math.Min(TLane.Width, stop - i);
                bool whole = n == TLane.Width;
                TVector g = TLane.Multiply(whole ? TLane.Load(G + i) : TLane.LoadPartial(G + i, n), factor);
                TVector m = whole ? TLane.Load(M + i) : TLane.LoadPartial(M + i, n);
                TVector v = whole ? TLane.Load(V + i) : TLane.LoadPartial(V + i, n);
                TVector x = whole ? TLane.Load(X + i) : TLane.LoadPartial(X + i, n);
                m = TLane.FusedMultiplyAdd(m, b1, TLane.Multiply(g, c1));
                v = TLane.FusedMultiplyAdd(v, b2, TLane.Multiply(TLane.Multiply(g, g), c2));
                TVector step = TLane.Divide(TLane.Multiply(m, rate), TLane.Add(TLane.SquareRoot(TLane.Multiply(v, correction)), epsilon));
                x = TLane.Subtract(TLane.Multiply(x, keep), step);
                if (whole)
                {
                    TLane.Store(m, M + i);
                    TLane.Store(v, V + i);
                    TLane.Store(x, X + i);
                }
                else
                {
                    TLane.StorePartial(m, M + i, n);
                    TLane.StorePartial(v, V + i, n);
                    TLane.StorePartial(x, X + i, n);
                }
            }
        }
    }
}
