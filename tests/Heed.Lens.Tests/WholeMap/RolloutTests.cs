using Heed.Lens.WholeMap;
using Heed.Models;

namespace Heed.Lens.Tests.WholeMap;

/// <summary>Rollout against products of whole matrices in double.</summary>
public class RolloutTests
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

    [Fact]
    public void Row_RowOutsideOrStackNotThere_SaysSo()
    {
        (LanguageModel model, TokenBatch batch) = MapCases.Create("gpt2");
        using (model)
        {
            Assert.Contains("0 to 8", Assert.Throws<HeedException>(() => Rollout.Row(model.Transformer, batch, 9)).Message);
            Assert.Contains("one stack", Assert.Throws<HeedException>(() => Rollout.Row(model.Transformer, batch, 0, MapStack.Encoder)).Message);
            Assert.Contains("one text", Assert.Throws<HeedException>(() => Rollout.Row(model.Transformer, new TokenBatch([3, 4, 5, 6], 2), 0)).Message);
        }
    }

    private static void Check(Transformer model, TokenBatch batch, int row, MapStack stack)
    {
        MapRow actual = Rollout.Row(model, batch, row, stack);
        MapCases.Reference(model, batch, stack, null, places =>
        {
            int tokens = actual.Tokens.Length, sources = actual.Source?.Length ?? 0;
            double[,] rollout = JointMatrix.Identity(tokens + sources);
            foreach (DoubleAttention.Place place in places)
            {
                double[,] layer = JointMatrix.Sum(JointMatrix.Layer(place, tokens, sources, stack, place.Mean()), JointMatrix.Identity(tokens + sources));
                rollout = JointMatrix.Product(JointMatrix.RowNormalized(layer), rollout);
            }
            // A weight carries the roundings of its product and its exponential, a sum those of its terms, in every layer.
            int roundings = places.Count * (2 * model.Blueprint.HeadSize + tokens + sources + 16);
            MapCases.Near(JointMatrix.Row(rollout, row, 0, tokens), actual.Tokens, roundings);
            if (sources > 0) MapCases.Near(JointMatrix.Row(rollout, row, tokens, sources), actual.Source, roundings);
            Assert.Equal(1, actual.Tokens.Sum() + (actual.Source?.Sum() ?? 0), roundings * Math.Pow(2, -24));
        });
    }
}
