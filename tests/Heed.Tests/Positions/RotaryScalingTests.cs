using Heed.Positions;

namespace Heed.Tests.Positions;

/// <summary>Each scaling of the rotary frequencies against numbers worked out from its formula.</summary>
public class RotaryScalingTests
{
    /// <summary>Plain frequencies of width 8 and θ = 10000.</summary>
    private static readonly double[] s_plain = [1, 0.1, 0.01, 0.001];

    [Fact]
    public void None_IsPowersOfTheta()
    {
        AssertClose(s_plain, new RotaryTable(8).InverseFrequencies(1));
        AssertClose([1], new RotaryTable(2, 500).InverseFrequencies(1));
        AssertClose([1, Math.Pow(500000, -0.5)], new RotaryTable(4, 500000).InverseFrequencies(99));
    }

    [Fact]
    public void Linear_DividesEveryFrequency()
        => AssertClose([0.25, 0.025, 0.0025, 0.00025], new RotaryTable(8, scaling: new LinearScaling(4)).InverseFrequencies(1000));

    [Fact]
    public void DynamicNtk_GrowsThetaBeyondTheOriginalLength()
    {
        var table = new RotaryTable(8, scaling: new DynamicNtkScaling(2, 16));
        AssertClose(s_plain, table.InverseFrequencies(1));
        AssertClose(s_plain, table.InverseFrequencies(16));
        // θ′ = 10000·(2·24/16 − 1)^(8/6) = 10000·2^(4/3) = 25198.42099789746.
        AssertClose([1, 1 / 12.599210498948732, 1 / 158.74010519681994, 1 / 2000.0], table.InverseFrequencies(24));
        // θ′ = 10000·(2·64/16 − 1)^(4/3).
        double theta = 10000 * Math.Pow(7, 4.0 / 3);
        AssertClose([.. Enumerable.Range(0, 4).Select(i => Math.Pow(theta, -i / 4.0))], table.InverseFrequencies(64));
    }

    [Fact]
    public void Yarn_RampBetweenTheCorrectionPairs()
    {
        // d = 16, θ = 10000, n₀ = 4096: c(32) = 16·ln(4096/(64π))/(2·ln 10000) = 2.617…, c(1) = 5.627…; truncated 2 and 6.
        var yarn = new YarnScaling(4, 4096);
        double[] plain = [.. Enumerable.Range(0, 8).Select(i => Math.Pow(10000, -i / 8.0))];
        double[] kept = [1, 1, 1, 0.75, 0.5, 0.25, 0, 0];
        AssertClose([.. plain.Select((f, i) => f * (kept[i] + (1 - kept[i]) / 4))], new RotaryTable(16, scaling: yarn).InverseFrequencies(1));
        Assert.Equal(0.1 * Math.Log(4) + 1, ((IRotaryScaling)yarn).AttentionFactor, 1e-15);

        double low = 8 * Math.Log(4096 / (64 * Math.PI)) / Math.Log(10000), high = 8 * Math.Log(4096 / (2 * Math.PI)) / Math.Log(10000);
        Assert.Equal(2.6175, low, 1e-3);
        Assert.Equal(5.6277, high, 1e-3);
        double[] finer = new RotaryTable(16, scaling: new YarnScaling(4, 4096, truncate: false)).InverseFrequencies(1);
        for (int i = 0; i < 8; i++)
        {
            double ramp = Math.Clamp((i - low) / (high - low), 0, 1);
            Assert.Equal(1, finer[i] / (plain[i] * (1 - ramp + ramp / 4)), 1e-12);
        }
    }

    [Fact]
    public void Yarn_ShortOriginalLengthAndEqualEnds()
    {
        // d = 16, n₀ = 32: c(32) = −1.6 → 0, c(1) = 1.41 → 2.
        double[] plain = [.. Enumerable.Range(0, 8).Select(i => Math.Pow(10000, -i / 8.0))];
        double[] kept = [1, 0.5, 0, 0, 0, 0, 0, 0];
        AssertClose([.. plain.Select((f, i) => f * (kept[i] + (1 - kept[i]) / 4))], new RotaryTable(16, scaling: new YarnScaling(4, 32)).InverseFrequencies(1));
        // Both ends at 0 (n₀ = 6 < 2π, 1 turn: c = −0.04 → ⌈⌉ 0): a step after pair 0.
        AssertClose([1, .. plain[1..].Select(f => f / 4)], new RotaryTable(16, scaling: new YarnScaling(4, 6)).InverseFrequencies(1));
    }

    [Fact]
    public void Yarn_AttentionFactors()
    {
        Assert.Equal(1, Attention(new YarnScaling(0.5, 100)));
        Assert.Equal(0.7, Attention(new YarnScaling(4, 100, attentionFactor: 0.7)));
        Assert.Equal(1, Attention(new YarnScaling(40, 4096, mscale: 0.707, mscaleAllDim: 0.707)), 1e-15);
        Assert.Equal((0.1 * 0.5 * Math.Log(40) + 1) / (0.1 * 2 * Math.Log(40) + 1), Attention(new YarnScaling(40, 4096, mscale: 0.5, mscaleAllDim: 2)), 1e-15);
        Assert.Equal(0.1 * Math.Log(40) + 1, Attention(new YarnScaling(40, 4096, mscale: 0.5)), 1e-15);
    }

    [Fact]
    public void Llama3_KeepsMixesAndDivides()
    {
        // n₀/λ = 1000·f/2π = 159.15, 15.915, 1.5915, 0.15915 with low 1 and high 4: kept, kept, mixed, divided.
        double s = (1000 * 0.01 / (2 * Math.PI) - 1) / 3;
        AssertClose([1, 0.1, (1 - s) * 0.01 / 8 + s * 0.01, 0.001 / 8], new RotaryTable(8, scaling: new Llama3Scaling(8, 1, 4, 1000)).InverseFrequencies(1));
        Assert.Equal(0.19718, s, 1e-5);
    }

    [Fact]
    public void LongRope_HasAListForShortAndOneForLong()
    {
        var table = new RotaryTable(8, scaling: new LongRopeScaling([1, 1, 2, 4], [1, 5, 10, 20], 64, 16));
        AssertClose([1, 0.1, 0.005, 0.00025], table.InverseFrequencies(64));
        AssertClose([1, 0.02, 0.001, 0.00005], table.InverseFrequencies(65));
        Assert.Equal(Math.Sqrt(1 + Math.Log(16) / Math.Log(64)), Attention(table.Scaling), 1e-15); // √(1 + 4/6)
        Assert.Equal(1, Attention(new LongRopeScaling([1], [1], 64, 1)));
        Assert.Equal(1.25, Attention(new LongRopeScaling([1], [1], 64, 4, 1.25)));
    }

    [Fact]
    public void Proportional_TurnsTheFirstPairsByTheWholeHeadsExponent()
    {
        AssertClose([1, 0, 0, 0], new RotaryTable(8, scaling: new ProportionalScaling(0.25)).InverseFrequencies(1));
        AssertClose([0.5, 0.05, 0.005, 0], new RotaryTable(8, scaling: new ProportionalScaling(0.8, 2)).InverseFrequencies(1)); // ⌊0.8·8/2⌋ = 3
        AssertClose(s_plain, new RotaryTable(8, scaling: new ProportionalScaling(1)).InverseFrequencies(1));
        AssertClose([0, 0, 0, 0], new RotaryTable(8, scaling: new ProportionalScaling(0)).InverseFrequencies(1));
    }

    [Fact]
    public void Regimes_ChangeOnlyWithTheFrequencies()
    {
        IRotaryScaling dynamic = new DynamicNtkScaling(2, 16), longRope = new LongRopeScaling([1], [1], 64, 4), linear = new LinearScaling(2);
        Assert.Equal(dynamic.Regime(1), dynamic.Regime(16));
        Assert.NotEqual(dynamic.Regime(17), dynamic.Regime(18));
        Assert.Equal(longRope.Regime(1), longRope.Regime(64));
        Assert.Equal(longRope.Regime(65), longRope.Regime(6500));
        Assert.NotEqual(longRope.Regime(64), longRope.Regime(65));
        Assert.Equal(linear.Regime(1), linear.Regime(1_000_000));
    }

    [Fact]
    public void BadParameters_AreRefusedWithNames()
    {
        foreach (double bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            AssertRefused("factor: expected a finite number above 0", () => new LinearScaling(bad));
            AssertRefused("factor", () => new DynamicNtkScaling(bad, 16));
            AssertRefused("factor", () => new YarnScaling(bad, 16));
            AssertRefused("attentionFactor", () => new YarnScaling(2, 16, bad));
            AssertRefused("betaSlow", () => new YarnScaling(2, 16, betaSlow: bad));
            AssertRefused("factor", () => new Llama3Scaling(bad, 1, 4, 16));
            AssertRefused("lowFrequencyFactor", () => new Llama3Scaling(8, bad, 4, 16));
            AssertRefused("longFactors", () => new LongRopeScaling([1], [bad], 16, 2));
            AssertRefused("shortFactors", () => new LongRopeScaling([bad], [1], 16, 2));
            AssertRefused("factor", () => new ProportionalScaling(0.5, bad));
            AssertRefused("theta", () => new RotaryTable(8, bad));
        }
        AssertRefused("originalLength: expected at least 1; got 0", () => new DynamicNtkScaling(2, 0));
        AssertRefused("betaFast: expected at least betaSlow=2; got 1", () => new YarnScaling(2, 16, betaFast: 1, betaSlow: 2));
        AssertRefused("highFrequencyFactor: expected more than lowFrequencyFactor=4; got 4", () => new Llama3Scaling(8, 4, 4, 16));
        AssertRefused("longFactors: expected 2 numbers as in shortFactors; got 1", () => new LongRopeScaling([1, 1], [1], 16, 2));
        AssertRefused("fraction: expected a number from 0 to 1; got 1.5", () => new ProportionalScaling(1.5));
        AssertRefused("fraction", () => new ProportionalScaling(double.NaN));
        // What does not fit the table is said when the table is made.
        AssertRefused("expected 4 factors for 8 rotated numbers; got 1", () => new RotaryTable(8, scaling: new LongRopeScaling([1], [1], 16, 2)));
        AssertRefused("expected at least 4 rotated numbers; got 2", () => new RotaryTable(2, scaling: new DynamicNtkScaling(2, 16)));
        AssertRefused("theta: expected a base above 1 for YaRN; got 1", () => new RotaryTable(8, 1, new YarnScaling(2, 16)));
    }

    private static double Attention(IRotaryScaling scaling) => scaling.AttentionFactor;

    private static void AssertRefused(string message, Func<object> make) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message);

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-12 * Math.Max(1e-3, Math.Abs(expected[i])));
    }
}
