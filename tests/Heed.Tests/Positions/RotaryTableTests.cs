using Heed.Numerics;
using Heed.Positions;

namespace Heed.Tests.Positions;

/// <summary>Tables of angles: what is kept, how it grows, and what is refused.</summary>
public class RotaryTableTests
{
    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void At_EveryWayToAPosition_GivesTheSameBits(RotaryLayout layout)
    {
        float[] expected = Turned(new RotaryTable(6, layout: layout).At(0, 5000), 4999);
        var grown = new RotaryTable(6, layout: layout);
        foreach (int count in new[] { 1, 3, 65, 700, 5000 }) grown.At(0, count);
        Assert.Equal(expected, Turned(grown.At(0, 5000), 4999));
        Assert.Equal(expected, Turned(grown.At(4999, 1), 0));
        Assert.Equal(expected, Turned(grown.At([3, 4999], 2), 0, batch: 1));
        Assert.Equal(expected, Turned(new RotaryTable(6, layout: layout).At(4999, 1), 0)); // far out: computed for the call alone
        Assert.Equal(expected, Turned(new RotaryTable(6, layout: layout).At([4999, 1, 7], 1), 0));
    }

    [Fact]
    public void At_FarPosition_CostsItsOwnRow()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var table = new RotaryTable(128);
        table.At(1_000_000, 1);
        RotaryAngles angles = table.At(2_000_000_000, 2), listed = table.At([int.MaxValue - 1, 0], 1);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000);
        Assert.Equal(2, angles.Count);
        Assert.Equal(Turned(table.At(int.MaxValue - 1, 1), 0, width: 128), Turned(listed, 0, width: 128));
    }

    [Fact]
    public void At_StepByStep_GrowsSeldom()
    {
        var table = new RotaryTable(64);
        for (int p = 0; p < 64; p++) table.At(p, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int p = 0; p < 4000; p++) table.At(p, 1);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
    }

    [Fact]
    public void At_OldAngles_StayWhenTheTableGrows()
    {
        var table = new RotaryTable(6);
        RotaryAngles old = table.At(0, 10);
        float[] before = Turned(old, 9);
        table.At(0, 10_000);
        Assert.Equal(before, Turned(old, 9));
    }

    [Fact]
    public void At_ManyThreads_AgreeWithOne()
    {
        float[] expected = Turned(new RotaryTable(6).At(0, 3000), 2999);
        var table = new RotaryTable(6);
        Parallel.For(0, 64, i =>
        {
            RotaryAngles angles = table.At(0, 1 + i * 50);
            Assert.Equal(1 + i * 50, angles.Count);
        });
        Assert.Equal(expected, Turned(table.At(0, 3000), 2999));
    }

    [Fact]
    public void At_AnyThreadCount_GivesTheSameBits()
    {
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            RotaryAngles one = new RotaryTable(6).At(0, 9000);
            Workers.Count = Environment.ProcessorCount;
            RotaryAngles all = new RotaryTable(6).At(0, 9000);
            Assert.Equal(one.Rows.Cos, all.Rows.Cos);
            Assert.Equal(one.Rows.Sin, all.Rows.Sin);
        }
        finally
        {
            Workers.Count = before;
        }
    }

    [Fact]
    public void At_SequenceLength_ChoosesTheFrequencies()
    {
        var table = new RotaryTable(6, scaling: new DynamicNtkScaling(2, 16));
        float[] plain = Turned(new RotaryTable(6).At(10, 1), 0);
        Assert.Equal(plain, Turned(table.At(10, 1), 0));
        Assert.Equal(plain, Turned(table.At(0, 16), 10));
        float[] longer = Turned(table.At(0, 40), 10);
        Assert.NotEqual(plain, longer);
        Assert.Equal(longer, Turned(table.At(10, 1, sequenceLength: 40), 0));
        Assert.Equal(longer, Turned(table.At([10, 3], 1, sequenceLength: 40), 0));
        Assert.Equal(longer, Turned(table.At([39, 10], 1), 1));
        Assert.Equal(plain, Turned(table.At(10, 1), 0)); // and back
    }

    [Fact]
    public void At_LargePositions_KeepTheirDigits()
    {
        float[] turned = Turned(new RotaryTable(2).At(1_000_000, 1), 0, width: 2); // one pair of frequency 1, turned from (1, 2)
        double c = Math.Cos(1e6), s = Math.Sin(1e6);
        Assert.Equal(c - 2 * s, turned[0], 1e-6);
        Assert.Equal(2 * c + s, turned[1], 1e-6);
    }

    [Fact]
    public void BadInputs_AreRefusedWithNames()
    {
        foreach (int width in new[] { 0, -2, 1, 7 }) AssertRefused($"width: expected an even number from 2 on; got {width}", () => new RotaryTable(width));
        AssertRefused("layout: expected a known layout; got 7", () => new RotaryTable(2, layout: (RotaryLayout)7));
        var table = new RotaryTable(8);
        AssertRefused("got -1 and 4", () => table.At(-1, 4));
        AssertRefused("got 0 and -4", () => table.At(0, -4));
        AssertRefused("got 2147483647 and 1", () => table.At(int.MaxValue, 1));
        AssertRefused("positions: expected numbers from 0", () => table.At([0, -1], 1));
        AssertRefused("positions: expected [B=2, T] with B ≥ 1; got 3 values", () => table.At([0, 1, 2], 2));
        AssertRefused("positions: expected [B=0, T]", () => table.At([0, 1, 2], 0));
        AssertRefused("sequenceLength: expected at least 5, past the last position; got 4", () => table.At(0, 5, 4));
        AssertRefused("length: expected at least 1; got 0", () => table.InverseFrequencies(0));
        AssertRefused("cos: expected [positions, d/2=2]; got 3", () => RotaryAngles.FromCache(new float[3], new float[3], 4, [0], 1, RotaryLayout.HalfSplit));
        AssertRefused("sin: expected 4 values as in cos; got 2", () => RotaryAngles.FromCache(new float[4], new float[2], 4, [0], 1, RotaryLayout.HalfSplit));
        AssertRefused("rows: expected rows 0 … 1 of the cache; got 2", () => RotaryAngles.FromCache(new float[4], new float[4], 4, [2], 1, RotaryLayout.HalfSplit));
    }

    private static void AssertRefused(string message, Func<object> call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);

    /// <summary>(1, 2, 3, …) at one position, turned.</summary>
    private static unsafe float[] Turned(RotaryAngles angles, int row, int batch = 0, int width = 6)
    {
        int rows = angles.Batch ?? 1;
        float[] x = [.. Enumerable.Range(0, rows * angles.Count * width).Select(i => 1f + i % width)];
        fixed (float* p = x) Rotary.Apply(HeadView.Contiguous(p, rows, 1, angles.Count, width), angles);
        return x[((batch * angles.Count + row) * width)..][..width];
    }
}
