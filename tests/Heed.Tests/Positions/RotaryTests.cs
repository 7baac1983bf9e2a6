using Heed.Numerics;
using Heed.Positions;

namespace Heed.Tests.Positions;

/// <summary>Rotary embedding against its formula in double, at every width, layout and size.</summary>
public unsafe class RotaryTests
{
    public static TheoryData<int, RotaryLayout> WidthsAndLayouts
    {
        get
        {
            var data = new TheoryData<int, RotaryLayout>();
            foreach (int bits in new[] { 512, 256, 128, 32 })
                foreach (RotaryLayout layout in Enum.GetValues<RotaryLayout>()) data.Add(bits, layout);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(WidthsAndLayouts))]
    public void ApplyAndBackward_EverySize_EqualFormula(int bits, RotaryLayout layout)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable forced = Lanes.Force(bits);
        foreach (int rotated in new[] { 2, 4, 6, 8, 10, 14, 16, 18, 30, 32, 34, 62, 64, 66, 96, 128, 130 })
            foreach (int rest in new[] { 0, 1, 3, 16, 37 })
                Check(2, 3, 5, rotated, rotated + rest, layout);
        Check(1, 1, 1, 2, 2, layout);
        Check(3, 1, 400, 16, 24, layout);
    }

    [Theory]
    [MemberData(nameof(WidthsAndLayouts))]
    public void Apply_ReadsAndWritesNothingOutsideItsHeads(int bits, RotaryLayout layout)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable forced = Lanes.Force(bits);
        // Heads of width 7 in rows of 33 floats with strangers all around, NaN so that reading one would show.
        const int heads = 4, t = 6, d = 7, stride = 33;
        float[] x = new float[2 * t * stride + 3];
        Array.Fill(x, float.NaN);
        for (int r = 0; r < 2 * t; r++)
            for (int j = 0; j < heads * d; j++) x[3 + r * stride + j] = r - j;
        float[] before = [.. x];
        var table = new RotaryTable(6, layout: layout);
        fixed (float* p = x) Rotary.Apply(HeadView.Interleaved(p + 3, 2, heads, t, d, stride), table.At(0, t));
        for (int i = 0; i < x.Length; i++)
        {
            int column = (i - 3) % stride;
            if (i < 3 || column >= heads * d) Assert.True(float.IsNaN(x[i]));
            else if (column % d == 6) Assert.Equal(before[i], x[i]);
            else Assert.False(float.IsNaN(x[i]));
        }
    }

    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void Apply_StridesInPlaceAndOutOfPlace_GiveTheSameBits(RotaryLayout layout)
    {
        const int batch = 2, heads = 3, t = 301, d = 20; // three chunks of rows, cut inside a position
        float[] x = Numbers(1, batch * heads * t * d), together = new float[x.Length], apart = new float[x.Length], inPlace = [.. x], back = new float[x.Length];
        for (int b = 0; b < batch; b++)
            for (int h = 0; h < heads; h++)
                for (int i = 0; i < t; i++)
                    x.AsSpan(((b * heads + h) * t + i) * d, d).CopyTo(together.AsSpan(((b * t + i) * heads + h) * d));
        RotaryAngles angles = new RotaryTable(16, layout: layout).At(5, t);
        fixed (float* xp = x, sp = together, ap = apart, ip = inPlace, bp = back)
        {
            HeadView view = HeadView.Contiguous(ip, batch, heads, t, d), sideBySide = HeadView.Interleaved(sp, batch, heads, t, d, heads * d);
            Rotary.Apply(HeadView.Contiguous(xp, batch, heads, t, d), HeadView.Contiguous(ap, batch, heads, t, d), angles);
            Rotary.Apply(view, angles);
            Rotary.Apply(sideBySide, HeadView.Contiguous(bp, batch, heads, t, d), angles);
        }
        Assert.Equal(apart, inPlace);
        Assert.Equal(apart, back);
    }

    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void Apply_ListedPositions_AreThoseOfEachBatchRow(RotaryLayout layout)
    {
        const int d = 12;
        int[] positions = [0, 1, 2, 7, 0, 3]; // [B=2, T=3]
        var table = new RotaryTable(d, layout: layout);
        float[] x = Numbers(2, 2 * 2 * 3 * d), y = [.. x];
        fixed (float* p = y) Rotary.Apply(HeadView.Contiguous(p, 2, 2, 3, d), table.At(positions, 2));
        for (int b = 0; b < 2; b++)
            for (int h = 0; h < 2; h++)
                for (int i = 0; i < 3; i++)
                {
                    int at = ((b * 2 + h) * 3 + i) * d;
                    float[] one = x[at..(at + d)];
                    fixed (float* p = one) Rotary.Apply(HeadView.Contiguous(p, 1, 1, 1, d), table.At(positions[b * 3 + i], 1));
                    Assert.Equal(one, y[at..(at + d)]);
                }
    }

    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void Apply_KeepsNormsAndScoresDependOnTheDifferenceAlone(RotaryLayout layout)
    {
        const int d = 64;
        var table = new RotaryTable(d, layout: layout);
        float[] q = Numbers(3, d), k = Numbers(4, d);
        foreach (int difference in new[] { 0, 1, 17, 300 })
        {
            double first = Score(0);
            foreach (int start in new[] { 1, 50, 1234, 100_000 }) Assert.Equal(first, Score(start), 1e-5);

            double Score(int start)
            {
                float[] turnedQ = At(q, start + difference), turnedK = At(k, start);
                Assert.Equal(q.Sum(v => (double)v * v), turnedQ.Sum(v => (double)v * v), 1e-5);
                return turnedQ.Zip(turnedK, (a, b) => (double)a * b).Sum();
            }
        }

        float[] At(float[] x, int position)
        {
            float[] y = [.. x];
            fixed (float* p = y) Rotary.Apply(HeadView.Contiguous(p, 1, 1, 1, d), table.At(position, 1));
            return y;
        }
    }

    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void Backward_UndoesApply(RotaryLayout layout)
    {
        const int t = 9, d = 30;
        float[] x = Numbers(5, t * d), y = [.. x];
        RotaryAngles angles = new RotaryTable(26, layout: layout).At(100, t);
        fixed (float* p = y)
        {
            HeadView view = HeadView.Contiguous(p, 1, 1, t, d);
            Rotary.Apply(view, angles);
            Assert.NotEqual(x, y);
            Rotary.Backward(view, view, angles);
        }
        for (int i = 0; i < x.Length; i++) Assert.Equal(x[i], y[i], 1e-6f);
    }

    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void Apply_NaN_StaysInItsPair(RotaryLayout layout)
    {
        const int d = 40;
        for (int spoiled = 0; spoiled < d; spoiled++)
        {
            float[] x = Numbers(6, 2 * d);
            x[spoiled] = float.NaN;
            fixed (float* p = x) Rotary.Apply(HeadView.Contiguous(p, 1, 1, 2, d), new RotaryTable(32, layout: layout).At(1, 2));
            int partner = spoiled >= 32 ? spoiled : layout == RotaryLayout.Interleaved ? spoiled ^ 1 : (spoiled + 16) % 32;
            for (int j = 0; j < 2 * d; j++) Assert.Equal(j == spoiled || j == partner, float.IsNaN(x[j]));
        }
    }

    [Theory]
    [InlineData(RotaryLayout.HalfSplit)]
    [InlineData(RotaryLayout.Interleaved)]
    public void Apply_AnyThreadCount_GivesTheSameBits(RotaryLayout layout)
    {
        int before = Workers.Count;
        const int batch = 3, heads = 5, t = 211, d = 80;
        float[] one = Numbers(7, batch * heads * t * d), all = [.. one];
        RotaryAngles angles = new RotaryTable(72, layout: layout).At(0, t);
        try
        {
            fixed (float* a = one, b = all)
            {
                Workers.Count = 1;
                Rotary.Apply(HeadView.Contiguous(a, batch, heads, t, d), angles);
                Workers.Count = Environment.ProcessorCount;
                Rotary.Apply(HeadView.Contiguous(b, batch, heads, t, d), angles);
            }
        }
        finally
        {
            Workers.Count = before;
        }
        Assert.Equal(one, all);
    }

    [Fact]
    public void Apply_FromCache_EqualsTheTable()
    {
        const int t = 5, d = 8;
        foreach (RotaryLayout layout in Enum.GetValues<RotaryLayout>())
        {
            float[] cos = new float[20 * 4], sin = new float[20 * 4], a = Numbers(8, t * d), b = [.. a];
            for (int i = 0; i < cos.Length; i++)
            {
                double angle = i / 4 * Math.Pow(10000, -(i % 4) / 4.0);
                (sin[i], cos[i]) = ((float)Math.Sin(angle), (float)Math.Cos(angle));
            }
            fixed (float* ap = a, bp = b)
            {
                Rotary.Apply(HeadView.Contiguous(ap, 1, 1, t, d), RotaryAngles.FromCache(cos, sin, d, [4, 19, 0, 4, 2], 1, layout));
                Rotary.Apply(HeadView.Contiguous(bp, 1, 1, t, d), new RotaryTable(d, layout: layout).At([4, 19, 0, 4, 2], 1));
            }
            for (int i = 0; i < a.Length; i++) Assert.Equal(b[i], a[i], 1e-6f);
        }
    }

    [Fact]
    public void Apply_NothingToTurn_IsFine()
    {
        float x = 1f;
        RotaryAngles none = new RotaryTable(4).At(3, 0);
        Rotary.Apply(HeadView.Contiguous(&x, 2, 3, 0, 4), none);
        Rotary.Apply(HeadView.Contiguous(&x, 0, 3, 5, 4), new RotaryTable(4).At(0, 5));
        Assert.Equal(1f, x);
    }

    [Fact]
    public void BadViews_AreRefusedWithNames()
    {
        float[] memory = new float[4096];
        var table = new RotaryTable(8);
        fixed (float* p = memory)
        {
            HeadView x = HeadView.Contiguous(p, 2, 3, 5, 8), y = HeadView.Contiguous(p + 2048, 2, 3, 5, 8);
            AssertRefused("x: expected [B, H, T=4, D≥8] for the angles; got [2, 3, 5, 8]", () => Rotary.Apply(x, table.At(0, 4)));
            AssertRefused("x: expected [B=3, H, T=5, D≥8]", () => Rotary.Apply(x, table.At(new int[15], 3)));
            AssertRefused("D≥10", () => Rotary.Apply(x, new RotaryTable(10).At(0, 5)));
            AssertRefused("y: expected [2, 3, 5, 8]; got [2, 3, 5, 9]", () => Rotary.Apply(x, y with { Width = 9 }, table.At(0, 5)));
            AssertRefused("y: expected memory of its own, or x itself; it overlaps x", () => Rotary.Apply(x, x with { Data = x.Data + 4 }, table.At(0, 5)));
            AssertRefused("dx: expected memory of its own; it overlaps dy", () => Rotary.Backward(x, x, table.At(0, 5), accumulate: true));
            Assert.Throws<ArgumentNullException>(() => Rotary.Apply(x, null!));
        }
    }

    private static void AssertRefused(string message, Action call) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message);

    /// <summary>Forward, backward and accumulated backward of one shape, with a scaling whose attention factor is not 1.</summary>
    private static void Check(int batch, int heads, int t, int rotated, int d, RotaryLayout layout)
    {
        const int offset = 3;
        var scaling = new YarnScaling(4, 100);
        var table = new RotaryTable(rotated, 1000, scaling, layout);
        RotaryAngles angles = table.At(offset, t);
        double[] frequencies = table.InverseFrequencies(t);
        float[] x = Numbers(rotated + d, batch * heads * t * d), y = new float[x.Length], dx = new float[x.Length], sum = Numbers(9, x.Length), start = [.. sum];
        fixed (float* xp = x, yp = y, dxp = dx, sump = sum)
        {
            HeadView view = HeadView.Contiguous(xp, batch, heads, t, d);
            Rotary.Apply(view, view with { Data = (nint)yp }, angles);
            Rotary.Backward(view, view with { Data = (nint)dxp }, angles);
            Rotary.Backward(view, view with { Data = (nint)sump }, angles, accumulate: true);
        }
        for (int r = 0; r < batch * heads * t; r++)
        {
            double[] forward = Define(x.AsSpan(r * d, d), frequencies, offset + r % t, 1), back = Define(x.AsSpan(r * d, d), frequencies, offset + r % t, -1);
            for (int j = 0; j < d; j++)
            {
                // Two products, a sum and an angle, each rounded once, of numbers below 1.14.
                Assert.Equal(forward[j], y[r * d + j], 4e-7);
                Assert.Equal(back[j], dx[r * d + j], 4e-7);
                Assert.Equal(start[r * d + j] + back[j], sum[r * d + j], 6e-7);
                if (j >= rotated) Assert.Equal(x[r * d + j], y[r * d + j]);
            }
        }

        double[] Define(ReadOnlySpan<float> head, double[] frequencies, int position, int sign)
        {
            var turned = new double[head.Length];
            for (int j = 0; j < head.Length; j++) turned[j] = head[j];
            double magnitude = ((IRotaryScaling)scaling).AttentionFactor;
            for (int i = 0; i < frequencies.Length; i++)
            {
                (int a, int b) = layout == RotaryLayout.Interleaved ? (2 * i, 2 * i + 1) : (i, i + frequencies.Length);
                double c = magnitude * Math.Cos(position * frequencies[i]), s = sign * magnitude * Math.Sin(position * frequencies[i]);
                (turned[a], turned[b]) = (head[a] * c - head[b] * s, head[b] * c + head[a] * s);
            }
            return turned;
        }
    }

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
