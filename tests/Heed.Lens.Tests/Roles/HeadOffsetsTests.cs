using Heed.Lens.Roles;
using Heed.Lens.Tests.WholeMap;
using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.Roles;

/// <summary>Offsets of heads against plain loops over whole matrices.</summary>
public class HeadOffsetsTests
{
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    [InlineData("bert-mlm")]
    [InlineData("t5")]
    public void Shares_OfEveryKindOfModel_EqualPlainLoops(string name)
    {
        (LanguageModel model, _) = MapCases.Create(name);
        using (model)
        {
            Blueprint b = model.Transformer.Blueprint;
            var random = new Random(5);
            HeadSample[] samples = [.. Enumerable.Range(0, 2).Select(_ => new HeadSample(HeadSampleKind.Text, Batch(b, random)))];
            var offsets = new HeadOffsets();
            Assert.All(HeadRoles.Measure(model.Transformer, samples, [offsets], cancellation: TestContext.Current.CancellationToken), head => Assert.Empty(head.Scores));
            // A share sums weights of one row and is a mean: roundings of a weight, and of the row's length.
            double tolerance = (4 * b.HeadSize + b.Width + 32) * Math.Pow(2, -24);
            IReadOnlyList<HeadPlace> places = HeadPlace.Of(b);
            for (int p = 0; p < places.Count; p++)
                for (int h = 0; h < b.Heads; h++)
                {
                    double[]? shares = offsets.Shares(p, h);
                    if (places[p].IsCross)
                    {
                        Assert.Null(shares);
                        continue;
                    }
                    double[] expected = Plain(model.Transformer, samples, p, h);
                    for (int bin = 0; bin < HeadOffsets.Bins; bin++) Assert.Equal(expected[bin], shares![bin], tolerance);
                    Assert.Equal(1, shares!.Sum(), HeadOffsets.Bins * tolerance);
                    Assert.Equal(1, offsets.Even(p)!.Sum(), 1e-12);
                }
        }
    }

    [Fact]
    public void Even_OfACausalText_IsOneOverWhatIsSeen()
    {
        (LanguageModel model, _) = MapCases.Create("gpt2");
        using (model)
        {
            var offsets = new HeadOffsets();
            HeadRoles.Measure(model.Transformer, [new HeadSample(HeadSampleKind.Text, new TokenBatch([3, 4, 5]))], [offsets], cancellation: TestContext.Current.CancellationToken);
            double[] even = offsets.Even(0)!;
            int self = HeadOffsets.Reach + 1;
            Assert.Equal(0, HeadOffsets.OffsetOf(self));
            Assert.Equal((1.0 + 1 / 2.0 + 1 / 3.0) / 3, even[self], 1e-15);
            Assert.Equal((1 / 2.0 + 1 / 3.0) / 3, even[self - 1], 1e-15);
            Assert.Equal(1 / 9.0, even[self - 2], 1e-15);
            Assert.Equal(0, even[self + 1]);
        }
    }

    private static TokenBatch Batch(Blueprint b, Random random)
    {
        int[] ids = [.. Enumerable.Range(0, 20).Select(_ => random.Next(3, 31))];
        return b.HasEncoder ? new TokenBatch([b.DecoderStartToken ?? 0, .. ids[..^1]]) { Source = new TokenBatch(ids) } : new TokenBatch(ids);
    }

    private static double[] Plain(Transformer model, HeadSample[] samples, int place, int head)
    {
        var sums = new double[HeadOffsets.Bins];
        int rows = 0;
        foreach (HeadSample sample in samples)
            MapCases.Reference(model, sample.Batch, MapStack.Main, null, matrices =>
            {
                double[,] a = matrices[place].Weights[head];
                rows += a.GetLength(0);
                for (int i = 0; i < a.GetLength(0); i++)
                    for (int j = 0; j < a.GetLength(1); j++)
                    {
                        int bin = j - i < -HeadOffsets.Reach ? 0 : j - i > HeadOffsets.Reach ? HeadOffsets.Bins - 1 : j - i + HeadOffsets.Reach + 1;
                        sums[bin] += a[i, j];
                    }
            });
        return [.. sums.Select(sum => sum / rows)];
    }
}
