using Heed.Cache;
using Heed.Numerics;
using Heed.Tests.Attention;

namespace Heed.Tests.Cache;

/// <summary>The error of signed bytes, as stored and as it reaches the result, against the bounds that are promised.</summary>
public unsafe class Int8CacheTests
{
    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(128)]
    public void Blocks_WrittenAndRead_AreWithinHalfAStep(int width)
    {
        var random = new Random(width);
        float[] row = [.. Enumerable.Range(0, width).Select(_ => (float)(random.NextDouble() * 2 - 1) * MathF.Pow(10, random.Next(-3, 4)))];
        float[] read = WriteAndRead(row);
        for (int i = 0; i < width; i++)
        {
            float largest = row.Skip(i / 32 * 32).Take(32).Max(Math.Abs);
            Assert.InRange(Math.Abs(read[i] - row[i]), 0, largest / 254 + 2e-7f * largest);
        }
        Assert.All(read[width..], x => Assert.Equal(0f, x));
    }

    [Fact]
    public void Blocks_Written_AreTheDefinitionInEveryBit()
    {
        var random = new Random(3);
        float[] special =
            [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -0f, float.Epsilon, 1e-40f, float.MaxValue, 63.5f, -63.5f,
                127f];
        for (int width = 1; width <= 100; width++)
            for (int round = 0; round < 20; round++)
            {
                float magnitude = MathF.Pow(10, random.Next(-44, 38));
                float[] row = [.. Enumerable.Range(0, width).Select(_ => (float)(random.NextDouble() * 2 - 1) * magnitude)];
                if (round > 10) row[random.Next(width)] = special[random.Next(special.Length)];
                if (round == 10) row = [.. row.Select(_ => random.Next(-254, 255) / 2f)]; // with a largest of 127 these are ties
                int stride = Int8Blocks.Stride(width);
                sbyte[] bytes = new sbyte[stride], expected = new sbyte[stride];
                float[] scales = new float[stride / 32], expectedScales = new float[stride / 32];
                fixed (float* source = row, s = scales)
                fixed (sbyte* b = bytes) Int8Blocks.Write(source, width, b, s);
                for (int i = 0; i < stride; i++)
                {
                    float largest = row.Skip(i / 32 * 32).Take(32).Aggregate(0f, (m, x) => MathF.Max(m, MathF.Abs(x)));
                    float scale = expectedScales[i / 32] = float.IsFinite(largest) ? largest / 127f : float.NaN;
                    expected[i] = scale > 0 && i < width ? (sbyte)Math.Clamp(MathF.Round(row[i] / scale), -127f, 127f) : (sbyte)0;
                }
                Assert.Equal(expected, bytes);
                Assert.Equal(expectedScales, scales);
            }
    }

    [Fact]
    public void Blocks_SpecialValues_StayInTheirBlock()
    {
        float[] row = new float[96];
        row.AsSpan(64).Fill(3f);
        foreach (float poison in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            row[40] = poison;
            float[] read = WriteAndRead(row);
            Assert.All(read[..32], x => Assert.Equal(0f, x));
            Assert.All(read[32..64], x => Assert.True(float.IsNaN(x)));
            Assert.All(read[64..], x => Assert.Equal(3f, x));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_Int8_IsExactForWhatItReadsBackAndWithinTheBoundOfTheOriginal(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable lanes = Lanes.Force(bits);
        foreach ((int length, int group, int d, int dv) in ((int, int, int, int)[])[(1, 1, 3, 1), (255, 2, 64, 64), (257, 4, 128, 128), (600, 8, 80, 20), (513, 1, 1, 3)])
        {
            var test = new DecodeCase([length, Math.Max(1, length / 3)], group, 2, 2, d, dv, seed: length);
            ReferenceAttention original = test.Reference();
            using Int8Cache cache = test.Int8();
            (float[] output, float[] logSumExp) = test.Decode(cache);
            double[] keyErrors = Errors(test.K, d), valueErrors = Errors(test.V, dv);
            RoundTrip(test.K, d);
            RoundTrip(test.V, dv);
            ReferenceAttention stored = test.Reference();
            Assert.True(Closeness.Error(output, stored.Output) < 2e-6, $"{test}: {Closeness.Error(output, stored.Output):E2}");
            Assert.True(Closeness.Error(logSumExp, stored.LogSumExp) < 2e-6);

            double largestValue = test.V.Max(Math.Abs), valueError = valueErrors.Max();
            for (int row = 0; row < logSumExp.Length; row++)
            {
                if (float.IsNegativeInfinity(logSumExp[row])) continue;
                double epsilon = 0;
                for (int i = 0; i < d; i++) epsilon += Math.Abs(test.Q[row * d + i]) * keyErrors[i] / Math.Sqrt(d);
                Assert.InRange(Math.Abs(logSumExp[row] - original.LogSumExp[row]), 0, epsilon + 1e-5);
                for (int i = 0; i < dv; i++)
                    Assert.InRange(Math.Abs(output[row * dv + i] - original.Output[row * dv + i]), 0, (Math.Exp(2 * epsilon) - 1) * largestValue + valueError + 1e-5);
            }
        }
    }

    [Fact]
    public void Forward_Int8_ErrsByLessThanOnePartInAHundred()
    {
        var test = new DecodeCase([1000], 4, 2, 1, 128, 128);
        using Int8Cache cache = test.Int8();
        Assert.InRange(Closeness.Error(test.Decode(cache).Output, test.Reference().Output), 1e-5, 1e-2);
    }

    [Fact]
    public void Bytes_OfHeadSize128_AreNineThirtySecondsOfFloats()
    {
        using var dense = new DenseCache(new(1, 2, 128), 64);
        using var int8 = new Int8Cache(new(1, 2, 128), 64);
        Assert.Equal(dense.Bytes * 9 / 32, int8.Bytes);
    }

    /// <summary>The largest error bound of each column over all rows.</summary>
    private static double[] Errors(float[] rows, int width)
    {
        var errors = new double[width];
        for (int at = 0; at < rows.Length; at += width)
            for (int i = 0; i < width; i++)
                errors[i] = Math.Max(errors[i], rows.AsSpan(at, width).ToArray().Skip(i / 32 * 32).Take(32).Max(Math.Abs) / 254.0);
        return errors;
    }

    private static void RoundTrip(float[] rows, int width)
    {
        for (int at = 0; at < rows.Length; at += width) WriteAndRead(rows[at..(at + width)])[..width].CopyTo(rows, at);
    }

    private static float[] WriteAndRead(float[] row)
    {
        int stride = Int8Blocks.Stride(row.Length);
        sbyte[] bytes = new sbyte[stride];
        float[] scales = new float[stride / 32], read = new float[stride];
        fixed (float* source = row, s = scales, target = read)
        fixed (sbyte* b = bytes)
        {
            Int8Blocks.Write(source, row.Length, b, s);
            Int8Blocks.Read(b, s, scales.Length, target);
        }
        return read;
    }
}
