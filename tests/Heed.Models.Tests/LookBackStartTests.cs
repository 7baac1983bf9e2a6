using Heed.Autograd;
using Heed.Lens;

namespace Heed.Models.Tests;

/// <summary>What <c>look_back</c> promises of a model that has learned nothing yet.</summary>
public class LookBackStartTests
{
    private const int Length = 60;

    [Theory]
    [InlineData(NormPlace.Before, Direction.Causal)]
    [InlineData(NormPlace.After, Direction.Bidirectional)]
    public void FreshHead_LooksItsOffsetBack(NormPlace norms, Direction direction)
    {
        int[] offsets = [1, 2, 3];
        using Transformer model = Transformer.Create(Shape(norms, direction, offsets), seed: 7);
        int seen = 0;

        AttentionRows.Visit(model, new TokenBatch(Tokens()), [10, 31, 59], (layer, head, row, weights) =>
        {
            if (layer > 0 || head >= offsets.Length) return;
            Assert.True(weights[row - offsets[head]] > 0.99, $"head {head}, row {row}: {weights[row - offsets[head]]} on the token {offsets[head]} back");
            seen++;
        });

        Assert.Equal(3 * offsets.Length, seen);
    }

    [Fact]
    public void FreshHead_OfABidirectionalModel_LooksAheadByANegativeOffset()
    {
        using Transformer model = Transformer.Create(Shape(NormPlace.After, Direction.Bidirectional, [-2]), seed: 7);
        AttentionRows.Visit(model, new TokenBatch(Tokens()), [20], (layer, head, row, weights) =>
        {
            if (layer == 0 && head == 0) Assert.True(weights[row + 2] > 0.99);
        });
    }

    private static int[] Tokens() => [.. Enumerable.Range(0, Length).Select(i => i * 37 % 101)];

    private static Blueprint Shape(NormPlace norms, Direction direction, int[] offsets) => new()
    {
        VocabularySize = 101,
        Width = 128,
        Layers = 2,
        Heads = 4,
        HeadSize = 32,
        HiddenWidth = 128,
        MaxPositions = 128,
        Direction = direction,
        NormPlace = norms,
        NormEpsilon = 1e-5f,
        Activation = Activation.Gelu,
        Head = direction == Direction.Causal ? ModelHead.Language : ModelHead.MaskedLanguage,
        Layout = direction == Direction.Causal ? WeightLayout.InputByOutput : WeightLayout.OutputByInput,
        Projections = direction == Direction.Causal ? ProjectionKind.Fused : ProjectionKind.Separate,
        TokenTypes = direction == Direction.Causal ? 0 : 2,
        EmbeddingNorm = norms == NormPlace.After,
        InitialDeviation = 0.06f,
        PositionStart = ParameterStart.Sinusoidal,
        LookBack = offsets,
    };
}
