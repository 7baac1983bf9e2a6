using Heed.Models.Generation;

namespace Heed.Models.Tests.Generation;

/// <summary>What is drawn, and how often. All draws have a fixed seed.</summary>
public class SamplerTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Next_TemperatureZero_TakesTheFirstOfTheLargest()
    {
        var sampler = new Sampler(SamplingOptions.Greedy);
        Assert.Equal(1, sampler.Next([0f, 3f, 3f, -1f]));
        Assert.Equal(3, sampler.Next([float.NegativeInfinity, -5f, -5f, -4f]));
        Assert.Equal(0, sampler.Next([-7f]));
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(0.5f)]
    [InlineData(2f)]
    public void Next_Temperature_DrawsTheSoftmax(float temperature)
    {
        float[] logits = [1f, 0f, 2f, -1f, 0.5f];
        double[] weights = Array.ConvertAll(logits, logit => Math.Exp(logit / temperature));
        AssertShares([.. weights.Select(w => w / weights.Sum())], new SamplingOptions { Temperature = temperature, Seed = 3 }, logits);
    }

    [Fact]
    public void Next_TopK_DrawsFromTheKLikeliest()
        => AssertShares([0, 0, 2 / 3.0, 0, 1 / 3.0], new SamplingOptions { Temperature = 1, TopK = 2 }, Logits(0.1, 0.15, 0.4, 0.15, 0.2));

    [Fact]
    public void Next_TopKTies_KeepTheLowestIds()
        => AssertShares([0.25, 0.25, 0, 0.5], new SamplingOptions { Temperature = 1, TopK = 3 }, Logits(0.2, 0.2, 0.2, 0.4));

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(int.MaxValue)]
    public void Next_TopKOfAllOrMore_DrawsFromAll(int k)
        => AssertShares([0.1, 0.2, 0.3, 0.4], new SamplingOptions { Temperature = 1, TopK = k }, Logits(0.1, 0.2, 0.3, 0.4));

    [Theory]
    [InlineData(0.0001f, 1)]
    [InlineData(0.49f, 1)]
    [InlineData(0.51f, 2)]
    [InlineData(0.79f, 2)]
    [InlineData(0.81f, 3)]
    [InlineData(0.96f, 4)]
    [InlineData(1f, 4)]
    public void Next_TopP_KeepsTheTokenThatReachesP(float p, int kept)
    {
        double[] shares = [0.3, 0.05, 0.5, 0.15];
        int[] byShare = [2, 0, 3, 1];
        double total = byShare.Take(kept).Sum(id => shares[id]);
        double[] expected = [.. shares.Select((share, id) => byShare.Take(kept).Contains(id) ? share / total : 0)];
        AssertShares(expected, new SamplingOptions { Temperature = 1, TopP = p }, Logits(shares));
    }

    [Fact]
    public void Next_TopPAfterTopK_CountsSharesOfWhatTopKLeft()
    {
        // Of 0.4, 0.3, 0.2, 0.1 the first has 0.57 of the first two, which is more than 0.5, though 0.4 is not.
        AssertShares([1, 0, 0, 0], new SamplingOptions { Temperature = 1, TopK = 2, TopP = 0.5f }, Logits(0.4, 0.3, 0.2, 0.1));
        AssertShares([4 / 7.0, 3 / 7.0, 0, 0], new SamplingOptions { Temperature = 1, TopP = 0.5f }, Logits(0.4, 0.3, 0.2, 0.1));
    }

    [Fact]
    public void Next_TemperatureBeforeTopP_DecidesWhoIsKept()
    {
        // At temperature 4 the largest share is far below one half, at 0.25 far above.
        float[] logits = Logits(0.4, 0.3, 0.2, 0.1);
        Assert.Equal(1, Drawn(new SamplingOptions { Temperature = 0.25f, TopP = 0.5f }, logits).Count(n => n > 0));
        Assert.Equal(2, Drawn(new SamplingOptions { Temperature = 4f, TopP = 0.5f }, logits).Count(n => n > 0));
    }

    [Fact]
    public void Next_Seed_DecidesTheDraws()
    {
        int[] Sequence(ulong seed)
        {
            var sampler = new Sampler(new SamplingOptions { Temperature = 1, Seed = seed });
            return [.. Enumerable.Range(0, 50).Select(_ => sampler.Next([0f, 0f, 0f, 0f]))];
        }
        Assert.Equal(Sequence(5), Sequence(5));
        Assert.NotEqual(Sequence(5), Sequence(6));
        Assert.NotEqual(Sequence(0), Sequence(ulong.MaxValue));
    }

    [Theory]
    [InlineData(1e-38f)]
    [InlineData(1e30f)]
    public void Next_ExtremeTemperature_StaysInTheVocabulary(float temperature)
    {
        int[] counts = Drawn(new SamplingOptions { Temperature = temperature }, [-1e30f, 2f, 1e30f, float.NegativeInfinity], 2000);
        Assert.Equal(0, counts[3]);
        if (temperature < 1) Assert.Equal(2000, counts[2]);
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void Next_DamagedLogits_AreAnError(float temperature)
    {
        var sampler = new Sampler(new SamplingOptions { Temperature = temperature });
        Assert.Contains("got NaN for token 1", Assert.Throws<HeedException>(() => sampler.Next([0f, float.NaN])).Message);
        Assert.Contains("for token 0", Assert.Throws<HeedException>(() => sampler.Next([float.PositiveInfinity, 1f])).Message);
        Assert.Contains("ruled out", Assert.Throws<HeedException>(() => sampler.Next([float.NegativeInfinity, float.NegativeInfinity])).Message);
    }

    [Fact]
    public void Next_MinP_LeavesOutWhatIsFarLessLikely()
        => AssertShares([0.5 / 0.8, 0.3 / 0.8, 0, 0], new SamplingOptions { Temperature = 1, MinP = 0.4f }, Logits(0.5, 0.3, 0.15, 0.05));

    [Fact]
    public void Next_RepetitionPenalty_WeakensWhatIsInTheText()
    {
        var sampler = new Sampler(new SamplingOptions { RepetitionPenalty = 2f });
        Assert.Equal(1, sampler.Next([3f, 2f, -1f], [0, 0])); // 1.5, 2, −1: once, however often it stands there
        Assert.Equal(0, sampler.Next([3f, 1f, -1f], [0]));
        Assert.Equal(1, sampler.Next([-1f, -1.5f], [0])); // −2, −1.5: a negative logit is multiplied
        Assert.Equal(0, sampler.Next([3f, 2f, -1f], []));
    }

    [Theory]
    [InlineData(-0.1f, 1f, "min-p: expected a number of at least 0 and below 1; got -0.1.")]
    [InlineData(1f, 1f, "min-p: ")]
    [InlineData(float.NaN, 1f, "min-p: ")]
    [InlineData(0f, 0f, "repetition penalty: expected a number above 0; got 0.")]
    [InlineData(0f, float.NaN, "repetition penalty: ")]
    public void Options_MinPOrPenaltyOutOfRange_AreRefused(float minP, float penalty, string message)
        => Assert.StartsWith(message, Assert.Throws<HeedException>(()
            => new Sampler(new SamplingOptions { MinP = minP, RepetitionPenalty = penalty })).Message);

    [Theory]
    [InlineData(-0.1f, 0, 1f, "temperature: expected a number of at least 0; got -0.1.")]
    [InlineData(float.NaN, 0, 1f, "temperature: expected a number of at least 0; got NaN.")]
    [InlineData(float.PositiveInfinity, 0, 1f, "temperature: expected a number of at least 0; got")]
    [InlineData(1f, -1, 1f, "top-k: expected a whole number of at least 0; got -1.")]
    [InlineData(1f, 0, 0f, "top-p: expected a number above 0 and at most 1; got 0.")]
    [InlineData(1f, 0, 1.01f, "top-p: expected a number above 0 and at most 1; got 1.01.")]
    [InlineData(1f, 0, float.NaN, "top-p: expected a number above 0 and at most 1; got NaN.")]
    public void Options_OutOfRange_AreRefused(float temperature, int topK, float topP, string message)
    {
        var options = new SamplingOptions { Temperature = temperature, TopK = topK, TopP = topP };
        Assert.StartsWith(message, Assert.Throws<HeedException>(() => new Sampler(options)).Message);
    }

    private static float[] Logits(params double[] shares) => [.. shares.Select(share => (float)Math.Log(share))];

    private static int[] Drawn(SamplingOptions options, float[] logits, int draws = Draws)
    {
        var sampler = new Sampler(options);
        var counts = new int[logits.Length];
        for (int i = 0; i < draws; i++) counts[sampler.Next(logits)]++;
        return counts;
    }

    /// <summary>Every share is within four standard deviations, and what has none is never drawn.</summary>
    private static void AssertShares(double[] expected, SamplingOptions options, float[] logits)
    {
        int[] counts = Drawn(options, logits);
        for (int id = 0; id < expected.Length; id++)
        {
            double allowed = 4 * Math.Sqrt(Draws * expected[id] * (1 - expected[id]));
            Assert.True(Math.Abs(counts[id] - Draws * expected[id]) <= allowed + 1e-6, $"token {id}: expected {expected[id]:P2}; drew {counts[id]} of {Draws}");
        }
    }
}
