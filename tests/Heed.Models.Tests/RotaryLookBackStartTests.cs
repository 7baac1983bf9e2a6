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
    public void FreshHead_TokensOfOneLength_LooksItsOffsetBackHoweverLongTheText(double theta, int headSize, int keyHeads)
    {
        int[] offsets = [1, 2, 3, 4];
        using Transformer model = Transformer.Create(Shape(theta, headSize, keyHeads, offsets), seed: 7);
        Equalize(model.Parameter("embed.weight"));
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
    public void FreshHead_TokensAsDrawn_LooksNearItsOffset()
    {
        int[] offsets = [1, 2, 3, 4];
        using Transformer model = Transformer.Create(Shape(1_000_000, 32, 2, offsets), seed: 7);
        int[] tokens = [.. Enumerable.Range(0, 512).Select(i => i * 37 % 101)], rows = [.. Enumerable.Range(16, 496)];
        double exact = 0, near = 0;
        AttentionRows.Visit(model, new TokenBatch(tokens), rows, (layer, head, row, weights) =>
        {
            if (layer > 0) return;
            int at = row - offsets[head];
            exact += weights[at] / (4.0 * rows.Length);
            for (int key = at - 2; key <= Math.Min(row, at + 2); key++) near += weights[key] / (4.0 * rows.Length);
        });
        Assert.True(exact > 0.5 && near > 0.95, $"{exact} on the token itself, {near} within two of it");
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

    /// <summary>Gives all rows the first one's length, its constant column left as it is.</summary>
    private static void Equalize(Tensor table)
    {
        double Length(int row) => Math.Sqrt(table.Span.Slice(row * table.Columns + 1, table.Columns - 1).ToArray().Sum(x => (double)x * x));
        double wanted = Length(0);
        for (int row = 1; row < table.Rows; row++)
        {
            float factor = (float)(wanted / Length(row));
            foreach (ref float number in table.Span.Slice(row * table.Columns + 1, table.Columns - 1)) number *= factor;
        }
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
