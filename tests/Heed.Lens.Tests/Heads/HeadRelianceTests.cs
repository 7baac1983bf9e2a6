using Heed.Lens.Heads;
using Heed.Lens.Tests.Positions;
using Heed.Models;

namespace Heed.Lens.Tests.Heads;

/// <summary>What answers lose without each head, on models that know the sentences.</summary>
public class HeadRelianceTests
{
    [Fact]
    public void Of_Decoder_HangsOnTheHeadThatLooksBackOne()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        var told = new List<(int Done, int All)>();
        HeadReliance reliance = HeadReliance.Of(model, 1, (done, all) => told.Add((done, all)), TestContext.Current.CancellationToken)!;
        Assert.Equal((10, 10), (reliance.Asked, told.Count));
        Assert.Equal((10, 10), told[^1]);
        Assert.InRange(reliance.Right, 1, reliance.Asked);
        Assert.True(reliance.Margin > 0);
        Assert.Equal(16, reliance.Heads.Count);
        Assert.Equal(("blocks.0.attn", 0), (reliance.Heads.MaxBy(head => head.Total.Mean)!.Part, reliance.Heads.MaxBy(head => head.Total.Mean)!.Head));
    }

    [Fact]
    public void Of_Stopped_Throws()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => HeadReliance.Of(model, 1, (_, _) => stop.Cancel(), stop.Token));
    }

    [Fact]
    public void Of_NoSentences_IsRefused()
    {
        using LanguageModel model = BuiltIn.Load("tiny-decoder");
        Assert.Contains("at least 1", Assert.Throws<HeedException>(() => HeadReliance.Of(model, 0, cancellation: TestContext.Current.CancellationToken)).Message);
    }
}
