using Heed.Numerics;

namespace Heed.Tests.Numerics;

/// <summary>The matrix product against double loops, at every width and layout.</summary>
public unsafe class MatrixProductTests
{
    [Theory]
    [InlineData(512)]
    [InlineData(256)]
    [InlineData(128)]
    [InlineData(32)]
    public void Multiply_EverySizeAndLayout_EqualsReference(int bits)
    {
        if (bits > Lanes.Bits) Assert.Skip($"this machine has no {bits}-bit registers");
        using IDisposable width = Lanes.Force(bits);
        foreach ((int m, int k, int n) in new[] { (1, 1, 1), (1, 300, 70), (6, 128, 64), (7, 129, 65), (17, 3, 200), (97, 257, 33), (192, 64, 128), (16, 16, 63), (5, 0, 9), (2, 1, 129) })
            foreach (bool transposeA in new[] { false, true })
                foreach (bool transposeB in new[] { false, true })
                    foreach (int mode in new[] { 0, 1, 2 })
                        Check(m, k, n, transposeA, transposeB, mode);
    }

    [Fact]
    public void Multiply_RowsAlone_EqualRowsTogetherInEveryBit()
    {
        var random = new Random(2);
        float[] a = Fill(random, 130 * 70), b = Fill(random, 70 * 90), all = new float[130 * 90], one = new float[90];
        fixed (float* ap = a, bp = b, c = all, r = one)
        {
            MatrixProduct.Multiply(new Matrix(ap, 130, 70), new Matrix(bp, 70, 90), new Matrix(c, 130, 90));
            foreach (int row in new[] { 0, 5, 96, 129 })
            {
                MatrixProduct.Multiply(new Matrix(ap + row * 70, 1, 70), new Matrix(bp, 70, 90), new Matrix(r, 1, 90));
                Assert.Equal(all[(row * 90)..((row + 1) * 90)], one);
            }
        }
    }

    [Fact]
    public void Multiply_WrongShapes_AreRefused()
    {
        float x;
        var error = Assert.Throws<ArgumentException>(() => { float y; MatrixProduct.Multiply(new Matrix(&y, 2, 3), new Matrix(&y, 4, 5), new Matrix(&y, 2, 5)); });
        Assert.Contains("[2, 3]·[4, 5] = [2, 5]", error.Message);
        _ = &x;
    }

    private static void Check(int m, int k, int n, bool transposeA, bool transposeB, int mode)
    {
        var random = new Random(m * 31 + k * 7 + n);
        float[] a = Fill(random, m * k), b = Fill(random, k * n), bias = Fill(random, n), start = Fill(random, m * n);
        float[] c = (float[])start.Clone();
        fixed (float* ap = a, bp = b, cp = c, biasp = bias)
        {
            Matrix left = transposeA ? new Matrix(ap, k, m).Transposed : new Matrix(ap, m, k);
            Matrix right = transposeB ? new Matrix(bp, n, k).Transposed : new Matrix(bp, k, n);
            MatrixProduct.Multiply(left, right, new Matrix(cp, m, n), mode == 1 ? biasp : null, accumulate: mode == 2);
        }
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
            {
                double sum = mode == 1 ? bias[j] : mode == 2 ? start[i * n + j] : 0;
                for (int x = 0; x < k; x++) sum += (double)a[transposeA ? x * m + i : i * k + x] * b[transposeB ? j * k + x : x * n + j];
                Assert.Equal(sum, c[i * n + j], 1e-7 * (k + 10));
            }
    }

    private static float[] Fill(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
}
