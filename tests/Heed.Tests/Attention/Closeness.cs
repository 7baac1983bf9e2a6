namespace Heed.Tests.Attention;

/// <summary>Comparison of float results with the double reference.</summary>
internal static class Closeness
{
    /// <summary>
    /// The error of a float computation: the largest difference as a share of the largest value. NaN and ∞ must sit at the same places.
    /// </summary>
    public static double Error(ReadOnlySpan<float> actual, ReadOnlySpan<double> expected)
    {
        Assert.Equal(expected.Length, actual.Length);
        double error = 0, largest = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (!double.IsFinite(expected[i]))
            {
                Assert.True(double.IsNaN(expected[i]) ? float.IsNaN(actual[i]) : actual[i] == expected[i], $"at {i}: expected {expected[i]}, got {actual[i]}");
                continue;
            }
            Assert.True(float.IsFinite(actual[i]), $"at {i}: expected {expected[i]}, got {actual[i]}");
            error = Math.Max(error, Math.Abs(actual[i] - expected[i]));
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }
        return largest == 0 ? error : error / largest;
    }
}
