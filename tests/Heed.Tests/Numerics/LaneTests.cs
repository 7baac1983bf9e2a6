using System.Runtime.Intrinsics;
using Heed.Numerics;

namespace Heed.Tests.Numerics;

/// <summary>Members of a lane that say the same twice.</summary>
public unsafe class LaneTests
{
    [Fact]
    public void StoreSums_EqualsSumInEveryBit()
    {
        Check<LaneScalar, float>();
        if (Vector128.IsHardwareAccelerated) Check<Lane128, Vector128<float>>();
        if (Vector256.IsHardwareAccelerated) Check<Lane256, Vector256<float>>();
        if (Vector512.IsHardwareAccelerated) Check<Lane512, Vector512<float>>();
    }

    private static void Check<TLane, TVector>() where TLane : struct, ILane<TVector> where TVector : struct
    {
        var random = new Random(TLane.Width);
        float* numbers = stackalloc float[64], sums = stackalloc float[4];
        for (int round = 0; round < 1000; round++)
        {
            for (int i = 0; i < 64; i++) numbers[i] = (float)(random.NextDouble() * 2 - 1) * MathF.Pow(10, random.Next(-6, 7));
            if (round % 10 == 9) numbers[random.Next(64)] = float.NaN;
            TVector a = TLane.Load(numbers), b = TLane.Load(numbers + 16), c = TLane.Load(numbers + 32), d = TLane.Load(numbers + 48);
            TLane.StoreSums(a, b, c, d, sums);
            Assert.Equal([TLane.Sum(a), TLane.Sum(b), TLane.Sum(c), TLane.Sum(d)], new ReadOnlySpan<float>(sums, 4).ToArray());
        }
    }
}
