using Heed.Autograd;
using Heed.Lens;

namespace Heed.Models.Tests;

/// <summary>What <c>look_back</c> promises of a fresh model with rotary positions.</summary>
public class RotaryLookBackStartTests
{
    private const int Window = 4096;

    [Theory]
    [InlineData(10_000, 32, 4)]
    [InlineData(1_000_000, 32, 2)]
    [InlineData(1_000_000, 64, 1)]
    public void FreshHead_LooksItsOffsetBack_HoweverLongTheText(double theta, int headSize, int keyHeads)
    {
        int[] offsets = [1, 2, 3, 4];
        using Transformer model = Transformer.Create(Shape(theta, headSize, keyHeads, offsets), seed: 7);
        int[] tokens = [.. Enumerable.Range(0, Window).Select(i => i * 37 % 101)];
        int seen = 0;

        AttentionRows.Visit(model, new TokenBatch(tokens), [5, 31, 700, 2048, Window - 1], (layer, head, row, weights) =>
        {
            if (layer > 0) return;
            Assert.True(weights[row - offsets[head]] > 0.98, $"head {head}, row {row}: {weights[row - offsets[head]]} on the token {offsets[head]} back");
            seen++;
        });

        Assert.Equal(5 * offsets.Length, seen);
    }

    [Fact]
    public void FreshHeads_BringTokensAlongInOnePlace()
    {
        using Transformer model = Transformer.Create(Shape(1_000_000, 32, 2, [1, 2, 3, 4]), seed: 7);
        Tensor values = model.Parameter("blocks.0.attn.v.weight"), outputs = model.Parameter("blocks.0.attn.out.weight");
        Assert.Equal(values.Span[..(32 * 128)].ToArray(), values.Span[(32 * 128)..].ToArray());
        for (int m = 0; m < 128; m++)
            for (int head = 1; head < 4; head++)
                Assert.Equal(outputs.Span.Slice(m * 128, 32).ToArray(), outputs.Span.Slice(m * 128 + head * 32, 32).ToArray());
    }

    private static Blueprint Shape(double theta, int headSize, int keyHeads, int[] offsets) => new()
    {
        VocabularySize = 101,
        Width = 128,
        Layers = 2,
        Heads = 4,
        KeyValueHeads = keyHeads,
        HeadSize = headSize,
        HiddenWidth = 128,
        MaxPositions = Window,
        Direction = Direction.Causal,
        Norm = NormKind.RootMeanSquare,
        NormPlace = NormPlace.Before,
        NormEpsilon = 1e-5f,
        Activation = Activation.Silu,
        FeedForward = FeedForwardKind.Gated,
        Biases = MapBiases.None,
        Positions = PositionKind.Rotary,
        Attention = [new AttentionPlan { Rotary = new RotaryPlan(headSize, theta) }],
        Head = ModelHead.Language,
        InitialDeviation = 0.06f,
        LookBack = offsets,
    };
}
