using Heed.Numerics;

namespace Heed.Tests.Numerics;

/// <summary>Products with weights as they are stored, beside double loops over numbers that <see cref="StoredNumbers"/> reads from the same bytes.</summary>
public unsafe class StoredProductTests
{
    public static TheoryData<StoredFormat, int> Formats()
    {
        var data = new TheoryData<StoredFormat, int>();
        foreach (StoredFormat format in Enum.GetValues<StoredFormat>())
            foreach (int bits in new[] { 512, 256, 128, 32 }) data.Add(format, bits);
        return data;
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Multiply_EveryFormatWidthAndSize_EqualsReference(StoredFormat format, int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (int columns in Columns(format))
            foreach ((int m, int n) in new[] { (1, 1), (1, 5), (2, 7), (4, 130), (5, 9), (17, 98), (130, 6), (600, 3) })
                Check(format, m, columns, n, bias: (m + n) % 2 == 0);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_EveryFormat_GivesTheNumbers(StoredFormat format, int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (int columns in Columns(format))
        {
            byte[] bytes = StoredNumbers.Random(format, 3, columns, 5);
            fixed (byte* data = bytes)
            {
                var matrix = new StoredMatrix(format, data, 3, columns);
                var row = new float[columns];
                for (int r = 0; r < 3; r++)
                {
                    fixed (float* target = row) matrix.Read(r, target);
                    for (int c = 0; c < columns; c++)
                    {
                        double expected = StoredNumbers.Read(format, bytes, r * matrix.RowBytes, c);
                        Assert.Equal(expected, row[c], Math.Abs(expected) * 3e-7 + 1e-9);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(StoredFormat.Float16, 0x0001, 5.9604644775390625e-8)]
    [InlineData(StoredFormat.Float16, 0x8001, -5.9604644775390625e-8)]
    [InlineData(StoredFormat.Float16, 0x7BFF, 65504)]
    [InlineData(StoredFormat.Float16, 0x7C00, double.PositiveInfinity)]
    [InlineData(StoredFormat.Float16, 0xFC00, double.NegativeInfinity)]
    [InlineData(StoredFormat.Float16, 0x7E00, double.NaN)]
    [InlineData(StoredFormat.Float16, 0x8000, -0.0)]
    [InlineData(StoredFormat.BFloat16, 0x7F80, double.PositiveInfinity)]
    [InlineData(StoredFormat.BFloat16, 0x3F80, 1)]
    public void Read_SpecialNumbers_Exactly(StoredFormat format, int bits, double expected)
    {
        foreach (int width in new[] { 512, 256, 128, 32 })
        {
            if (width > Lanes.Bits) continue;
            using IDisposable forced = VectorWidth.Force(width);
            ushort[] numbers = [.. Enumerable.Repeat((ushort)bits, 35)];
            var row = new float[35];
            fixed (ushort* data = numbers)
            fixed (float* target = row) new StoredMatrix(format, (byte*)data, 1, 35).Read(0, target);
            Assert.All(row, number => Assert.Equal((float)expected, number));
            if (expected == 0) Assert.All(row, number => Assert.True(float.IsNegative(number)));
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(130)]
    public void Multiply_MapsTogether_EqualMapsAloneInEveryBit(int rows)
    {
        float[] x = Fill(new Random(1), rows * 320);
        StoredFormat[] formats = [StoredFormat.Q8_0, StoredFormat.Float32, StoredFormat.BFloat16];
        int[] outputs = [100, 7, 193];
        byte[][] weights = [.. formats.Select((format, i) => StoredNumbers.Random(format, outputs[i], 320, i))];
        float[][] together = [.. outputs.Select(n => new float[rows * n])], alone = [.. outputs.Select(n => new float[rows * n])];
        fixed (byte* w0 = weights[0], w1 = weights[1], w2 = weights[2])
        fixed (float* xs = x, t0 = together[0], t1 = together[1], t2 = together[2], a0 = alone[0], a1 = alone[1], a2 = alone[2])
        {
            byte*[] w = [w0, w1, w2];
            float*[] t = [t0, t1, t2], a = [a0, a1, a2];
            StoredMap Map(int i, float* target) => new(new StoredMatrix(formats[i], w[i], outputs[i], 320), null, target, outputs[i]);
            StoredProduct.Multiply(new Matrix(xs, rows, 320), Map(0, t[0]), Map(1, t[1]), Map(2, t[2]));
            for (int i = 0; i < 3; i++) StoredProduct.Multiply(new Matrix(xs, rows, 320), Map(i, a[i]));
        }
        for (int i = 0; i < 3; i++) Assert.Equal(alone[i], together[i]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(700)]
    public void Multiply_RowsOfX_DoNotDependOnEachOther(int rows)
    {
        // Both sides of the choice between dot products and panels, each with another number of rows.
        int few = rows <= 4 ? 1 : 5;
        float[] x = Fill(new Random(2), rows * 200), all = new float[rows * 90], some = new float[few * 90];
        byte[] weights = StoredNumbers.Random(StoredFormat.BFloat16, 90, 200, 3);
        fixed (byte* w = weights)
        fixed (float* xs = x, a = all, s = some)
        {
            var matrix = new StoredMatrix(StoredFormat.BFloat16, w, 90, 200);
            StoredProduct.Multiply(new Matrix(xs, rows, 200), new StoredMap(matrix, null, a, 90));
            StoredProduct.Multiply(new Matrix(xs + (rows - few) * 200, few, 200), new StoredMap(matrix, null, s, 90));
        }
        Assert.Equal(all[^(few * 90)..], some);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(40)]
    public void Multiply_ThreadCount_DoesNotChangeABit(int rows)
    {
        float[] x = Fill(new Random(4), rows * 512), one = new float[rows * 300], many = new float[rows * 300];
        byte[] weights = StoredNumbers.Random(StoredFormat.Q6_K, 300, 512, 5);
        int threads = Workers.Count;
        try
        {
            Run(one, 1);
            Run(many, threads);
        }
        finally
        {
            Workers.Count = threads;
        }
        Assert.Equal(one, many);

        void Run(float[] target, int count)
        {
            Workers.Count = count;
            fixed (byte* w = weights)
            fixed (float* xs = x, y = target)
                StoredProduct.Multiply(new Matrix(xs, rows, 512), new StoredMap(new StoredMatrix(StoredFormat.Q6_K, w, 300, 512), null, y, 300));
        }
    }

    [Theory]
    [InlineData(StoredFormat.Float32)]
    [InlineData(StoredFormat.Float16)]
    [InlineData(StoredFormat.Q4_K)]
    public void MultiplyBack_EveryFormat_EqualsReference(StoredFormat format)
    {
        const int m = 7, n = 33, k = 256;
        float[] dy = Fill(new Random(6), m * n), dx = Fill(new Random(7), m * k), before = (float[])dx.Clone();
        byte[] bytes = StoredNumbers.Random(format, n, k, 8);
        fixed (byte* data = bytes)
        fixed (float* dys = dy, dxs = dx)
        {
            var matrix = new StoredMatrix(format, data, n, k);
            StoredProduct.MultiplyBack(new Matrix(dys, m, n), matrix, new Matrix(dxs, m, k), accumulate: true);
            for (int i = 0; i < m; i++)
                for (int j = 0; j < k; j++)
                {
                    double sum = before[i * k + j], size = Math.Abs(sum);
                    for (int o = 0; o < n; o++)
                    {
                        double term = dy[i * n + o] * StoredNumbers.Read(format, bytes, o * matrix.RowBytes, j);
                        sum += term;
                        size += Math.Abs(term);
                    }
                    Assert.Equal(sum, dx[i * k + j], size * 1e-6);
                }
        }
    }

    [Fact]
    public void Write_RandomNumbers_AreOffByHalfAStep()
    {
        float[] numbers = Fill(new Random(9), 64);
        var bytes = new byte[68];
        Q8Writer.Write(numbers, bytes);
        for (int i = 0; i < 64; i++)
        {
            float largest = numbers[(i / 32 * 32)..(i / 32 * 32 + 32)].Max(MathF.Abs);
            Assert.Equal(numbers[i], StoredNumbers.Read(StoredFormat.Q8_0, bytes, 0, i), largest / 127 * 0.57);
        }
    }

    [Fact]
    public void Write_WhatIsNotFinite_IsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Q8Writer.Write([.. Enumerable.Repeat(float.NaN, 32)], new byte[34]));
        Assert.Contains("expected finite numbers", error.Message);
        Assert.Throws<ArgumentException>(() => Q8Writer.Write(new float[31], new byte[34]));
        Assert.Throws<ArgumentException>(() => Q8Writer.Write(new float[32], new byte[33]));
    }

    [Fact]
    public void Multiply_WrongSizes_AreRefused()
    {
        float* x = stackalloc float[64], y = stackalloc float[64];
        var matrix = new StoredMatrix(StoredFormat.Float32, (byte*)x, 2, 8);
        Assert.Contains("[N, 9]", Assert.Throws<ArgumentException>(() => StoredProduct.Multiply(new Matrix(x, 1, 9), new StoredMap(matrix, null, y, 2))).Message);
        Assert.Throws<ArgumentException>(() => StoredProduct.Multiply(new Matrix(x, 2, 8), new StoredMap(matrix, null, y, 1)));
        Assert.Throws<ArgumentException>(() => StoredProduct.Multiply(new Matrix(x, 2, 8, 8, 2), new StoredMap(matrix, null, y, 2)));
        Assert.Contains("multiple of 256", Assert.Throws<ArgumentException>(() => new StoredMatrix(StoredFormat.Q4_K, (byte*)x, 1, 32)).Message);
    }

    private static int[] Columns(StoredFormat format) => format switch
    {
        StoredFormat.Q4_K or StoredFormat.Q6_K => [256, 768],
        StoredFormat.Q8_0 or StoredFormat.Q4_0 => [32, 160, 288],
        _ => [1, 3, 31, 32, 64, 130, 300],
    };

    private static void Check(StoredFormat format, int m, int k, int n, bool bias)
    {
        var random = new Random(m * 31 + k * 7 + n);
        float[] x = Fill(random, m * k), y = new float[m * n + 1], b = Fill(random, n);
        byte[] bytes = StoredNumbers.Random(format, n, k, m);
        y[^1] = 77f;
        // The weights end where their last page does: nothing may be read past them.
        using var guarded = new GuardedBytes(bytes);
        var matrix = new StoredMatrix(format, guarded.Data, n, k);
        fixed (float* xs = x, ys = y, bs = b)
            StoredProduct.Multiply(new Matrix(xs, m, k), new StoredMap(matrix, bias ? bs : null, ys, n));
        Assert.Equal(77f, y[^1]);
        for (int j = 0; j < n; j++)
        {
            double[] weights = [.. Enumerable.Range(0, k).Select(c => StoredNumbers.Read(format, bytes, j * matrix.RowBytes, c))];
            for (int i = 0; i < m; i++)
            {
                double sum = bias ? b[j] : 0, size = Math.Abs(sum);
                for (int c = 0; c < k; c++)
                {
                    sum += x[i * k + c] * weights[c];
                    size += Math.Abs(x[i * k + c] * weights[c]);
                }
                Assert.Equal(sum, y[i * n + j], size * 1e-6 + 1e-12);
            }
        }
    }

    private static float[] Fill(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
}
