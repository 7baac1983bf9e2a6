using Heed.Models.Cost;
using Heed.Models.Tests.Families;

namespace Heed.Models.Tests.Cost;

/// <summary>Crossing points are the first context of all at which one cost passes the other.</summary>
public class CostCrossingsTests
{
    /// <summary>Every kind of model there is a tiny configuration of.</summary>
    public static TheoryData<string> All => TinyConfigs.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Of_EveryFamily_AreTheFirstOfAScan(string name)
    {
        const int Memory = 1 << 20, Scanned = 3000;
        using LanguageModel model = TinyConfigs.Model(name);
        var cost = new CostModel(model.Transformer.Blueprint);
        CostCrossings found = CostCrossings.Of(cost, 2, Memory);
        Check(found.PrefillAttention, at => at.Prefill.Attention > at.Prefill.Maps + at.Prefill.Head);
        Check(found.TokenAttention, at => at.Token is { } token && token.Attention > token.Maps + token.Head);
        Check(found.CacheOverWeights, at => at.CacheBytes > cost.WeightBytes);
        Check(found.ScoresOverMemory, at => at.ScoreBytes > Memory);
        Check(found.CacheOverMemory, at => cost.Decodes && at.CacheBytes + cost.WeightBytes > Memory);

        void Check(long? crossing, Func<CostPoint, bool> passed)
        {
            long? first = null;
            for (int t = 1; t <= Scanned; t++)
            {
                bool here = passed(cost.At(t, 2));
                Assert.False(first is not null && !here); // once passed, it stays so
                if (here) first ??= t;
            }
            Assert.Equal(first, crossing <= Scanned ? crossing : null);
        }
    }

    [Fact]
    public void Of_NarrowWindow_AttentionNeverPasses()
        => Assert.Null(CostCrossings.Of(new CostModel(CostModelTests.Large(), new CostVariant { Window = 512 }), 1, 1L << 34).PrefillAttention);
}
