using System.Runtime.CompilerServices;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>Fused multiply-adds on registers alone: 12 chains, enough for two units of 4 to 6 cycles and few enough for 16 registers.</summary>
internal struct FmaChains : ILaneKernel
{
    private const int Chains = 12;
    private const int Steps = 1 << 18;

    /// <summary>What was computed, so that it has to be.</summary>
    public float Result;

    /// <summary>Operations done by one run.</summary>
    public double Flops;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        TVector half = TLane.Splat(0.5f), one = TLane.Splat(1f); // x ← x/2 + 1 goes to 2: no overflow, no subnormals
        TVector c0 = one, c1 = one, c2 = one, c3 = one, c4 = one, c5 = one, c6 = one, c7 = one, c8 = one, c9 = one, c10 = one, c11 = one;
        for (int i = 0; i < Steps; i++)
        {
            c0 = TLane.FusedMultiplyAdd(c0, half, one);
            c1 = TLane.FusedMultiplyAdd(c1, half, one);
            c2 = TLane.FusedMultiplyAdd(c2, half, one);
            c3 = TLane.FusedMultiplyAdd(c3, half, one);
            c4 = TLane.FusedMultiplyAdd(c4, half, one);
            c5 = TLane.FusedMultiplyAdd(c5, half, one);
            c6 = TLane.FusedMultiplyAdd(c6, half, one);
            c7 = TLane.FusedMultiplyAdd(c7, half, one);
            c8 = TLane.FusedMultiplyAdd(c8, half, one);
            c9 = TLane.FusedMultiplyAdd(c9, half, one);
            c10 = TLane.FusedMultiplyAdd(c10, half, one);
            c11 = TLane.FusedMultiplyAdd(c11, half, one);
        }
        TVector sum = TLane.Add(TLane.Add(TLane.Add(c0, c1), TLane.Add(c2, c3)), TLane.Add(TLane.Add(c4, c5), TLane.Add(c6, c7)));
        Result = TLane.Sum(TLane.Add(sum, TLane.Add(TLane.Add(c8, c9), TLane.Add(c10, c11))));
        Flops = 2.0 * Chains * Steps * TLane.Width;
    }
}
