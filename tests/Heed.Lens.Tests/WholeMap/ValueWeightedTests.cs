using Heed.Autograd;
using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>Value-weighted attention against plain loops in double, in both layouts of the weights.</summary>
public class ValueWeightedTests
{
    [Theory]
    [MemberData(nameof(MapCases.All), MemberType = typeof(MapCases))]
    public void Row_OfEveryKindOfModel_EqualsPlainLoops(string name, MapStack stack)
    {
        (LanguageModel model, TokenBatch batch) = MapCases.Create(name);
        using (model)
        {
            IReadOnlyList<ValueWeightedRow> rows = ValueWeighted.Row(model.Transformer, batch, MapCases.Row, stack);
            MapCases.Reference(model.Transformer, batch, stack, null, places =>
            {
                places = [.. places.Where(place => place.Site.StartsWith("encoder.", StringComparison.Ordinal) == (stack == MapStack.Encoder))];
                Assert.Equal(places.Select(place => place.Site), rows.Select(row => row.Site));
                foreach ((DoubleAttention.Place place, ValueWeightedRow row) in places.Zip(rows)) Check(model.Transformer, place, row);
            });
        }
    }

    private static void Check(Transformer model, DoubleAttention.Place place, ValueWeightedRow row)
    {
        Blueprint b = model.Blueprint;
        string block = place.Site.Replace($".{row.Layer}.", $".{b.WeightLayer(row.Layer)}.");
        Tensor weight = model.Parameter(block + ".out.weight");
        int keys = row.Together.Length, inputs = b.Heads * b.HeadSize;
        var together = new double[keys];
        for (int j = 0; j < keys; j++)
        {
            var sum = new double[b.Width];
            for (int h = 0; h < b.Heads; h++)
            {
                double square = 0;
                for (int m = 0; m < b.Width; m++)
                {
                    double sent = 0;
                    for (int d = 0; d < b.HeadSize; d++)
                    {
                        int input = h * b.HeadSize + d;
                        sent += place.Values[h][j, d] * weight.Span[b.Layout == WeightLayout.InputByOutput ? input * b.Width + m : m * inputs + input];
                    }
                    square += sent * sent;
                    sum[m] += place.Weights[h][MapCases.Row, j] * sent;
                }
                double expected = place.Weights[h][MapCases.Row, j] * Math.Sqrt(square);
                Assert.Equal(expected, row.Heads[h][j], Roundings(b) * Math.Pow(2, -24) * Math.Max(expected, 1e-3));
            }
            together[j] = Math.Sqrt(sum.Sum(x => x * x));
        }
        MapCases.Near(together, MapCases.Doubles(row.Together), Roundings(b));
    }

    private static int Roundings(Blueprint b) => 4 * b.HeadSize + b.Width + 32;
}
