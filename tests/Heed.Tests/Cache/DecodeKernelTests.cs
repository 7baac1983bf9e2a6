using Heed.Cache;
using Heed.Masks;
using Heed.Numerics;
using Heed.Tests.Attention;

namespace Heed.Tests.Cache;

/// <summary>Decoding from every exact cache against the reference, over lengths, heads, head sizes and vector widths.</summary>
public class DecodeKernelTests
{
    // As for the tiled kernel: float loops of these depths err by about 4e-7 of the largest value; twice that and an ulp.
    private const double Tolerance = 2e-6;

    public static TheoryData<int> Widths => [.. new[] { 512, 256, 128, 32 }];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_LengthsAroundParts_EqualReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (int length in (int[])[1, 2, 3, 5, 47, 48, 49, 255, 256, 257, 259, 511, 512, 513, 770])
            Check(new([length], 4, 2, 1, 64, 64, seed: length));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_GroupsAndHeadSizes_EqualReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (int group in (int[])[1, 2, 3, 4, 8])
            foreach ((int d, int dv) in ((int, int)[])[(1, 1), (3, 5), (64, 64), (80, 80), (128, 128), (128, 20), (16, 96)])
                Check(new([300], group, 2, 1, d, dv, seed: d + group));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_SeveralQueriesAndUnequalRows_EqualReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (int queries in (int[])[1, 2, 5, 8, 9, 20])
            Check(new([257, 3, 600, 260, 1], 2, 2, queries, 24, 40, seed: queries));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_Window_EqualsReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach (int window in (int[])[1, 2, 100, 256, 257, 1000])
            Check(new([520, 30, 301], 3, 1, 3, 32, 16, window: window, seed: window));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Forward_SinksAndWindow_EqualReference(int bits)
    {
        using IDisposable width = VectorWidth.Force(bits);
        foreach ((int sinks, int window) in ((int, int)[])[(0, 1), (4, 60), (4, 256), (1, 300), (300, 100), (50, 700)])
            foreach (int queries in (int[])[1, 4])
            {
                var test = new DecodeCase([700, 5, 350, 64], 2, 2, queries, 24, 24, sinks, window, seed: window + queries);
                using RollingCache cache = test.Rolling();
                Compare(test, test.Reference(), test.Decode(cache), "rolling");
            }
    }

    [Fact]
    public void Forward_AfterPrefill_EqualsTheTiledKernel()
    {
        var test = new DecodeCase([300], 4, 2, 1, 64, 64);
        using DenseCache cache = test.Dense();
        float[] output = new float[8 * 64], logSumExp = new float[8];
        Heed.Attention.Forward(test.Q, test.K, test.V, output, logSumExp, test.Shape, Causal.BottomRight(1, 300));
        (float[] decoded, float[] decodedLogSumExp) = test.Decode(cache);
        Assert.True(Closeness.Error(decoded, Array.ConvertAll(output, x => (double)x)) < Tolerance);
        Assert.True(Closeness.Error(decodedLogSumExp, Array.ConvertAll(logSumExp, x => (double)x)) < Tolerance);
    }

    private static void Check(DecodeCase test)
    {
        ReferenceAttention expected = test.Reference();
        using DenseCache dense = test.Dense();
        (float[] Output, float[] LogSumExp) result = test.Decode(dense, test.Left);
        Compare(test, expected, result, "dense");
        using PagePool pool = test.Pool();
        using PagedCache paged = test.Paged(pool);
        (float[] output, float[] logSumExp) = test.Decode(paged, test.Left);
        Assert.Equal(result.Output, output); // where the rows lie changes no bit
        Assert.Equal(result.LogSumExp, logSumExp);
        if (test.Left < 0) return;
        using RollingCache rolling = test.Rolling();
        (output, logSumExp) = test.Decode(rolling);
        Assert.Equal(result.Output, output);
        Assert.Equal(result.LogSumExp, logSumExp);
    }

    private static void Compare(DecodeCase test, ReferenceAttention expected, (float[] Output, float[] LogSumExp) actual, string cache)
    {
        double error = Closeness.Error(actual.Output, expected.Output), rowError = Closeness.Error(actual.LogSumExp, expected.LogSumExp);
        Assert.True(error < Tolerance, $"{cache} {test}: output {error:E2}");
        Assert.True(rowError < Tolerance, $"{cache} {test}: log-sum-exp {rowError:E2}");
    }
}
