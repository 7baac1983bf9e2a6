using Heed.Autograd;
using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>Relevance and gradient × attention against whole matrices in double.</summary>
public class RelevanceTests
{
    [Theory]
    [MemberData(nameof(MapCases.All), MemberType = typeof(MapCases))]
    public void Row_OfEveryKindOfModel_EqualsWholeMatrices(string name, MapStack stack)
    {
        (LanguageModel model, TokenBatch batch) = MapCases.Create(name);
        using (model) Check(model.Transformer, batch, MapCases.Row, stack);
    }

    [Theory]
    [InlineData(Direction.Causal)]
    [InlineData(Direction.Bidirectional)]
    public void Row_OverSeveralTiles_EqualsWholeMatrices(Direction direction)
    {
        (Transformer model, TokenBatch batch) = MapCases.Long(direction);
        using (model) Check(model, batch, 270, MapStack.Main);
    }

    [Theory]
    [MemberData(nameof(MapCases.All), MemberType = typeof(MapCases))]
    public void GradientAttention_OfEveryKindOfModel_EqualsPlainLoops(string name, MapStack stack)
    {
        (LanguageModel model, TokenBatch batch) = MapCases.Create(name);
        using (model)
        {
            IReadOnlyList<PlaceRow> rows = GradientAttention.Row(model.Transformer, batch, MapCases.Row, MapCases.Metric(MapCases.Row), stack);
            MapCases.Reference(model.Transformer, batch, stack, MapCases.Metric(MapCases.Row), places =>
            {
                places = [.. places.Where(place => place.Site.StartsWith("encoder.", StringComparison.Ordinal) == (stack == MapStack.Encoder))];
                Assert.Equal(places.Select(place => place.Site), rows.Select(row => row.Site));
                foreach ((DoubleAttention.Place place, PlaceRow row) in places.Zip(rows))
                {
                    double[] expected = [.. Enumerable.Range(0, row.Heads.Length)
                        .SelectMany(h => Enumerable.Range(0, row.Heads[h].Length).Select(j => place.GradientProduct(h, MapCases.Row, j)))];
                    MapCases.Near(expected, MapCases.Doubles([.. row.Heads.SelectMany(numbers => numbers)]), Roundings(model.Transformer, row.Heads[0].Length));
                }
            });
        }
    }

    [Fact]
    public void Row_MetricThatIsNoNumber_SaysSo()
    {
        (LanguageModel model, TokenBatch batch) = MapCases.Create("gpt2");
        using (model)
        {
            Assert.Contains("one number", Assert.Throws<HeedException>(() => Relevance.Row(model.Transformer, batch, 0, (_, hidden) => hidden)).Message);
            Assert.Contains("finite", Assert.Throws<HeedException>(() => Relevance.Row(model.Transformer, batch, 0, (tape, _) =>
            {
                Tensor nothing = tape.Allocate(1);
                nothing.Span[0] = float.NaN;
                return nothing;
            })).Message);
        }
    }

    private static void Check(Transformer model, TokenBatch batch, int row, MapStack stack)
    {
        MapRow actual = Relevance.Row(model, batch, row, MapCases.Metric(row), stack);
        MapCases.Reference(model, batch, stack, MapCases.Metric(row), places =>
        {
            int tokens = actual.Tokens.Length, sources = actual.Source?.Length ?? 0;
            double[,] relevance = JointMatrix.Identity(tokens + sources);
            foreach (DoubleAttention.Place place in places)
            {
                if (stack == MapStack.Encoder && !place.Site.StartsWith("encoder.", StringComparison.Ordinal)) continue;
                double[,] positive = place.MeanOf((h, i, j) => Math.Max(0, place.GradientProduct(h, i, j)));
                relevance = JointMatrix.Sum(relevance, JointMatrix.Product(JointMatrix.Layer(place, tokens, sources, stack, positive), relevance));
            }
            int roundings = places.Count * Roundings(model, tokens + sources);
            MapCases.Near(JointMatrix.Row(relevance, row, 0, tokens), actual.Tokens, roundings);
            if (sources > 0) MapCases.Near(JointMatrix.Row(relevance, row, tokens, sources), actual.Source, roundings);
        });
    }

    // A weight's product and exponential, g·v and g·z, and the difference of the two that dT is made of.
    private static int Roundings(Transformer model, int tokens) => 8 * model.Blueprint.HeadSize + tokens + 32;
}
